package io.jitjdbc.policy.yaml;

import io.jitjdbc.policy.Circumstances;
import io.jitjdbc.sql.StatementKind;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Circumstances of a test; counts how often the database was asked. */
record Execution(
    String kind,
    boolean hasWhere,
    boolean hasLimit,
    OptionalLong rows,
    List<InetAddress> addresses,
    Set<String> requested,
    AtomicInteger asked)
    implements Circumstances {

  static Execution of(StatementKind kind) {
    return new Execution(
        kind.name(), false, false, OptionalLong.empty(), List.of(), Set.of(), new AtomicInteger());
  }

  Execution bound(boolean where, boolean limit) {
    return new Execution(kind, where, limit, rows, addresses, requested, asked);
  }

  Execution rows(long estimate) {
    return new Execution(
        kind, hasWhere, hasLimit, OptionalLong.of(estimate), addresses, requested, asked);
  }

  Execution from(InetAddress... machine) {
    return new Execution(kind, hasWhere, hasLimit, rows, List.of(machine), requested, asked);
  }

  Execution requesting(String... rules) {
    return new Execution(kind, hasWhere, hasLimit, rows, addresses, Set.of(rules), asked);
  }

  @Override
  public OptionalLong estimatedRows() {
    asked.incrementAndGet();
    return rows;
  }
}
