package io.jitjdbc.policy.yaml;

import io.jitjdbc.approval.ExecutionWindow;
import io.jitjdbc.policy.Circumstances;
import io.jitjdbc.sql.StatementKind;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Under which circumstances something in the policy holds; all of them must be so.
 *
 * @param kinds empty for any
 * @param where whether there is a WHERE
 * @param limit whether there is a LIMIT
 * @param networks one of which the machine is in; empty for any
 * @param requested whether only for who asks for the rule
 */
record Condition(
    Set<StatementKind> kinds,
    Optional<Boolean> where,
    Optional<Boolean> limit,
    Optional<Rows> rows,
    Optional<ExecutionWindow> time,
    List<Network> networks,
    boolean requested) {

  /** More rows than so many, or not more. */
  record Rows(long number, boolean more) {
    Holds holds(OptionalLong estimated) {
      return estimated.isEmpty()
          ? Holds.UNKNOWN
          : Holds.when(estimated.getAsLong() > number == more);
    }
  }

  /** Asks for what takes longest last, and not if all depends on something else. */
  Holds holds(String rule, Circumstances now, Instant time) {
    return Holds.when(kinds.isEmpty() || kinds.contains(StatementKind.valueOf(now.kind())))
        .and(() -> Holds.when(where.isEmpty() || where.get() == now.hasWhere()))
        .and(() -> Holds.when(limit.isEmpty() || limit.get() == now.hasLimit()))
        .and(() -> Holds.when(!requested || now.requested().contains(rule)))
        .and(() -> Holds.when(this.time.isEmpty() || this.time.get().isOpenAt(time)))
        .and(() -> networks.isEmpty() ? Holds.YES : near(now.addresses()))
        .and(() -> rows.map(limits -> limits.holds(now.estimatedRows())).orElse(Holds.YES));
  }

  private Holds near(List<InetAddress> addresses) {
    return addresses.isEmpty()
        ? Holds.UNKNOWN
        : Holds.when(
            addresses.stream()
                .anyMatch(
                    address -> networks.stream().anyMatch(network -> network.contains(address))));
  }
}
