package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.AuditEvent.SessionClosed;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditEvent.StatementFinished;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.sql.StatementKind;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While a policy is observed, nobody is held to it, and the record says what it would have done.
 */
class ObserveModeTest {
  private static final String EMAILS = "SELECT id, email FROM customers";
  private static final String FORBIDDEN = "SELECT salary FROM payroll WHERE salary > 1";
  private static final String UNREAD = "SET role TO postgres";

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  private void mode(String mode) {
    shop.policyFile.write(
        PolicyFile.shop().replaceFirst("version: 1\n", "version: 1\nmode: " + mode + "\n"));
  }

  private Permission observed(String person, String sql) throws RefusedException {
    mode("observe");
    return shop.permit(person, sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT id, email FROM customers      | permit | analysts-read",
        "SELECT id FROM orders                | permit | analysts-read",
        "SELECT id FROM customers ORDER BY ssn| deny   | mask pii.ssn",
        "DELETE FROM orders                   | deny   | no-deletes",
        "SELECT salary FROM payroll           | ask    | payroll-on-request",
        "DROP TABLE orders                    | deny   | no-rule",
        "CALL nightly()                       | deny   | no-rule",
        "SELECT * FROM nowhere                | deny   | unanalysable"
      })
  void everyStatementRunsUnmaskedAndItsRulingSaysWhatItWouldHaveBeen(
      String sql, String effect, String rule) throws RefusedException {
    Permission permission = observed("ann analysts", sql);

    assertThat(permission.isObserved()).isTrue();
    assertThat(permission.plan(7).masksAnything()).isFalse();
    assertThat(permission.keysPlan(List.of("id", "email")).masksAnything()).isFalse();
    assertThat(permission.touchesMasked()).isFalse();
    assertThat(permission.revealsEverything()).isTrue();
    assertThat(permission.hasFurtherResults()).isTrue();
    Ruling ruling = shop.events.lastRuling();
    assertThat(ruling.mode()).isEqualTo(PolicyMode.OBSERVE);
    assertThat(ruling.effect()).isEqualTo(effect);
    assertThat(ruling.rule()).isEqualTo(rule);
    assertThat(shop.approvals.filed).isEmpty();
  }

  @Test
  void namesTheMasksThatWouldHaveBeen() throws RefusedException {
    observed("ann analysts", EMAILS);

    assertThat(shop.events.lastRuling().masks()).containsExactly("email: partial (pii.email)");
  }

  @Test
  void looksForWhatItWouldMaskAndShowsIt() throws RefusedException {
    shop.policyFile.write(
        PolicyFile.shop()
            .replaceFirst("version: 1\n", "version: 1\nmode: observe\ndetectors: {card: mask}\n"));

    ColumnPlan plan = shop.permit("ann analysts", "SELECT name, id FROM customers").plan(2);

    assertThat(plan.scansAnything()).isTrue();
    assertThat(plan.scan(1)).hasToString("card: observe");
    assertThat(plan.scan(2)).hasToString("card: observe");
  }

  @Test
  void saysOnceAtWhichRowSomebodyWouldHaveBeenAsked() throws RefusedException {
    Permission permission = observed("tim trainees", "SELECT id FROM orders");

    assertThat(permission.rowLimit()).isEqualTo(10);
    assertThat(permission.beyondLimit()).isEqualTo(Long.MAX_VALUE);
    assertThat(permission.rowLimit()).isEqualTo(Long.MAX_VALUE);
    List<StatementDecided> decided = shop.events.of(StatementDecided.class);
    assertThat(decided).hasSize(2);
    assertThat(decided.get(1).statement()).isEqualTo(decided.get(0).statement());
    assertThat(decided.get(1).ruling())
        .extracting(Ruling::mode, Ruling::effect, Ruling::rule, Ruling::reason)
        .containsExactly(
            PolicyMode.OBSERVE, "ask", "trainees-read-little", "more than 10 rows of one result");
    assertThat(shop.approvals.filed).isEmpty();
  }

  @Test
  void recordsWhatBecameOfAStatementThatNobodyUnderstood() throws RefusedException {
    var read = new BitSet();
    read.set(2);
    observed("ann analysts", "SELECT * FROM nowhere").finish("exhausted", "", 3, read);

    StatementFinished finished = shop.events.of(StatementFinished.class).get(0);
    assertThat(finished.reading().columnsRead()).containsExactly("column 2");
    assertThat(shop.events.lastDecided().statement().kind()).isEqualTo("UNKNOWN");
  }

  @Test
  void runsNothingThatCannotBeRecorded() throws RefusedException {
    mode("observe");
    Session session = shop.session("ann analysts");
    shop.events.isFull();

    assertThatThrownBy(() -> session.permit(Shop.ask(EMAILS)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("nothing was run, because it cannot be recorded");
    assertThatThrownBy(() -> session.vet(UNREAD)).isInstanceOf(RefusedException.class);
  }

  @Test
  void handsOutNoRowBeyondALimitThatCannotBeRecorded() throws RefusedException {
    Permission permission = observed("tim trainees", "SELECT id FROM orders");
    shop.events.isFull();

    assertThatThrownBy(permission::beyondLimit).isInstanceOf(RefusedException.class);
  }

  @Test
  void handsOutNoRowBeyondALimitAfterTheLeaseEnded() throws RefusedException {
    Permission permission = observed("tim trainees", "SELECT id FROM orders");
    shop.clock.advance(FakeBroker.LIFE);

    assertThatThrownBy(permission::beyondLimit).hasMessageContaining("the lease lease-1");
  }

  @Test
  void letsPrepareWhatNobodyUnderstandsAndRecordsIt() throws RefusedException {
    mode("observe");
    Session session = shop.session("ann analysts");
    session.vet(EMAILS);
    assertThat(shop.events.of(StatementDecided.class)).isEmpty();

    session.vet(UNREAD);

    assertThat(shop.events.lastRuling().rule()).isEqualTo("unanalysable");
    assertThat(shop.events.lastRuling().mode()).isEqualTo(PolicyMode.OBSERVE);
  }

  @Test
  void letsRunWhatItFailedToDecide() throws RefusedException {
    var policy =
        new FixedPolicy(
            request -> {
              throw new IllegalStateException("broken");
            });
    policy.mode = PolicyMode.OBSERVE;
    try (Shop broken = Shop.under(policy)) {
      Permission permission = broken.permit("ann", EMAILS);

      assertThat(permission.plan(2).masksAnything()).isFalse();
      Ruling ruling = broken.events.lastRuling();
      assertThat(ruling.mode()).isEqualTo(PolicyMode.OBSERVE);
      assertThat(ruling.effect()).isEqualTo("deny");
      assertThat(ruling.rule()).isEqualTo("failure");
      assertThat(ruling.reason()).contains("see the log for ");
    }
  }

  @Test
  void decidesATextOnceAndThoseThatDoTheSameWithIt() throws RefusedException {
    var policy = FixedPolicy.permit();
    policy.mode = PolicyMode.OBSERVE;
    try (Shop observed = Shop.under(policy)) {
      Session session = observed.session("ann");
      session.permit(Shop.ask("SELECT id FROM orders WHERE total = 1"));
      session.permit(Shop.ask("SELECT id FROM orders WHERE total = 1"));
      session.permit(Shop.ask("SELECT id FROM orders WHERE total = 2"));

      assertThat(policy.asked).hasSize(1);
      assertThat(observed.events.of(StatementDecided.class)).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SET role TO postgres,            CALL",
    "SELECT * FROM nowhere,           QUERY",
    "(SELECT * FROM nowhere),         QUERY",
    "SELECTED things,                 CALL",
    "DO 1,                            CALL"
  })
  void takesWhatNobodyUnderstandsForACallUnlessItBeginsLikeAQuestion(String sql, StatementKind kind)
      throws RefusedException {
    Permission permission = observed("ann analysts", sql);

    assertThat(permission.kind()).isEqualTo(kind);
    assertThat(permission.mayMoveUnseen()).isEqualTo(kind == StatementKind.CALL);
  }

  @Test
  void holdsOnlySomePeopleToThePolicyWhereItSaysSo() throws RefusedException {
    mode("{observe: {groups: [trainees]}}");

    assertThat(shop.permit("tim trainees", FORBIDDEN).isObserved()).isTrue();
    assertThatThrownBy(() -> shop.permit("gus guests", FORBIDDEN))
        .isInstanceOf(RefusedException.class);
    assertThat(shop.events.lastRuling().mode()).isEqualTo(PolicyMode.ENFORCE);
  }

  @Test
  void goesByWhoeverActsOnTheConnection() throws RefusedException {
    mode("{observe: {groups: [trainees]}}");
    Session session = shop.session("app services");
    shop.subjects.actFor("tim trainees");
    assertThat(session.isObserved()).isTrue();
    assertThat(session.permit(Shop.ask(FORBIDDEN)).isObserved()).isTrue();

    shop.subjects.actFor("gus guests");

    assertThat(session.isObserved()).isFalse();
    assertThatThrownBy(() -> session.permit(Shop.ask(FORBIDDEN)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void holdsEverybodyToThePolicyFromTheMomentThatItIsEnforced() throws RefusedException {
    mode("observe");
    Session session = shop.session("ann analysts");
    assertThat(session.permit(Shop.ask(EMAILS)).plan(2).masksAnything()).isFalse();

    mode("enforce");

    assertThat(session.permit(Shop.ask(EMAILS)).plan(2).masksAnything()).isTrue();
    assertThatThrownBy(() -> session.vet(UNREAD)).isInstanceOf(RefusedException.class);

    mode("observe");

    assertThat(session.permit(Shop.ask(EMAILS)).plan(2).masksAnything()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        UNREAD,
        "SELECT set_config('search_path', 'evil', false)",
        "CREATE TEMP TABLE copies AS SELECT email FROM customers",
        "INSERT INTO orders (id) SELECT ssn FROM customers",
        "SELECT evil_function(id) FROM orders",
        "CALL nightly()"
      })
  void endsAConnectionOnWhichAnythingMayHaveBeenSetOrCopiedWhenThePolicyIsEnforced(String sql)
      throws RefusedException {
    mode("observe");
    Session session = shop.session("ann analysts");
    session.permit(Shop.ask(sql));
    mode("enforce");

    assertThatThrownBy(() -> session.permit(Shop.ask(EMAILS)))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.LEASE_ENDED))
        .hasMessageContaining("open a new connection");
    assertThat(session.tenure().lasts()).isFalse();
    assertThat(shop.events.of(SessionClosed.class))
        .extracting(SessionClosed::reason)
        .containsExactly("the policy is enforced from now on");
  }

  @Test
  void letsNothingBePreparedOnSuchAConnectionEither() throws RefusedException {
    mode("observe");
    Session session = shop.session("ann analysts");
    session.permit(Shop.ask(UNREAD));
    mode("enforce");

    assertThatThrownBy(() -> session.vet(EMAILS)).hasMessageContaining("open a new connection");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {EMAILS, FORBIDDEN, "SELECT id FROM customers ORDER BY ssn", "BEGIN", "ROLLBACK"})
  void keepsAConnectionOnWhichNothingWasSetOrCopied(String sql) throws RefusedException {
    mode("observe");
    Session session = shop.session("ann analysts");
    session.permit(Shop.ask(sql));
    mode("enforce");

    assertThat(session.permit(Shop.ask(EMAILS)).isObserved()).isFalse();
  }

  @Test
  void aBatchIsObservedOnlyAsAWhole() throws RefusedException {
    Permission observed = observed("ann analysts", EMAILS);
    mode("enforce");
    Permission enforced = shop.permit("ann analysts", EMAILS);

    assertThat(Permission.observed(List.of(observed, observed))).contains(observed);
    assertThat(Permission.observed(List.of(observed, enforced))).isEmpty();
    assertThat(Permission.observed(List.of())).isEmpty();
  }
}
