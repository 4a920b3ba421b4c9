package io.jitjdbc.policy.yaml;

import io.jitjdbc.policy.Circumstances;
import io.jitjdbc.sql.Bounds;
import io.jitjdbc.sql.StatementKind;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Circumstances of a test; counts how often the database was asked. */
record Execution(
    StatementKind kind,
    Bounds bounds,
    OptionalLong rows,
    List<InetAddress> addresses,
    Set<String> requested,
    AtomicInteger asked)
    implements Circumstances {

  static Execution of(StatementKind kind) {
    return new Execution(
        kind, Bounds.NONE, OptionalLong.empty(), List.of(), Set.of(), new AtomicInteger());
  }

  Execution bound(boolean where, boolean limit) {
    return new Execution(kind, new Bounds(where, limit), rows, addresses, requested, asked);
  }

  Execution rows(long estimate) {
    return new Execution(kind, bounds, OptionalLong.of(estimate), addresses, requested, asked);
  }

  Execution from(InetAddress... machine) {
    return new Execution(kind, bounds, rows, List.of(machine), requested, asked);
  }

  Execution requesting(String... rules) {
    return new Execution(kind, bounds, rows, addresses, Set.of(rules), asked);
  }

  @Override
  public OptionalLong estimatedRows() {
    asked.incrementAndGet();
    return rows;
  }
}
