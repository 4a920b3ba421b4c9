package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An enforcement point in front of the shop's database, and everything around it. */
final class Shop implements AutoCloseable {
  static final ApprovalMode WAIT =
      new ApprovalMode(ApprovalMode.Kind.WAIT, Duration.ofMinutes(5), false);
  static final ApprovalMode FAIL =
      new ApprovalMode(ApprovalMode.Kind.FAIL, Duration.ofMinutes(5), false);
  static final Duration CHECK = Duration.ofMillis(50);
  static final String TARGET = "jdbc:postgresql://db/shop";

  final MutableClock clock = new MutableClock();
  final RecordedEvents events = new RecordedEvents();
  final FakeBroker broker = new FakeBroker(clock);
  final FakeSubjects subjects = new FakeSubjects();
  final ShopCatalog catalog = new ShopCatalog();
  final WatchedApprovals approvals = new WatchedApprovals(clock);
  final FakeUsage usage = new FakeUsage(clock);
  final AtomicInteger aborts = new AtomicInteger();
  final PolicyFile policyFile = new PolicyFile();
  final EnforcementPoint point;

  private Shop(ApprovalMode mode) {
    this.point = point(policyFile.open(), mode);
  }

  private Shop(PolicyDecisionPoint policy) {
    this.point = point(policy, WAIT);
  }

  private EnforcementPoint point(PolicyDecisionPoint policy, ApprovalMode mode) {
    return new EnforcementPoint(
        new Components(subjects, broker, policy, approvals, List.of(events), usage),
        mode,
        CHECK,
        clock);
  }

  /** Under its policy file; statements wait for approvals. */
  static Shop open() {
    return new Shop(WAIT);
  }

  static Shop open(ApprovalMode mode) {
    return new Shop(mode);
  }

  static Shop under(PolicyDecisionPoint policy) {
    return new Shop(policy);
  }

  static Arrival arrival(String person, String purpose) {
    return new Arrival(PresentedToken.of(person), TARGET, "reporting", purpose);
  }

  Admission admit(String person) throws RefusedException {
    return point.admit(arrival(person, ""));
  }

  Admission admitAgain(Admission refused) throws RefusedException {
    return point.admitAgain(refused);
  }

  SessionPlace place() {
    return place(Dialect.POSTGRESQL);
  }

  SessionPlace place(Dialect dialect) {
    return new SessionPlace(dialect, "shop", catalog);
  }

  /** A session of somebody such as "ann analysts". */
  Session session(String person) throws RefusedException {
    return begin(admit(person));
  }

  Session session(String person, Dialect dialect) throws RefusedException {
    return point.begin(admit(person), place(dialect), aborts::incrementAndGet);
  }

  Session begin(Admission admission) throws RefusedException {
    return point.begin(admission, place(), aborts::incrementAndGet);
  }

  static Ask ask(String sql) {
    return new Ask(sql, () -> "binds", new Patience(), Duration.ZERO);
  }

  Permission permit(String person, String sql) throws RefusedException {
    return session(person).permit(ask(sql));
  }

  @Override
  public void close() {
    point.close();
    policyFile.close();
  }
}
