package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditEvent.LeaseIssued;
import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.AuditEvent.SessionOpened;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditEvent.StatementFacts;
import io.jitjdbc.audit.AuditEvent.StatementFinished;
import io.jitjdbc.audit.Reading;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is on record, and that nothing happens without it. */
class RecordingTest {
  private static final String QUERY = "SELECT name, email FROM customers WHERE id = 4711";

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void recordsTheLeaseAndTheSessionBeforeAnyStatement() throws RefusedException {
    shop.permit("ann analysts", QUERY);

    assertThat(shop.events.types())
        .containsExactly("lease.issued", "session.opened", "statement.decided");
  }

  @Test
  void recordsWhoConnectsHowAndWhy() throws RefusedException {
    Admission admission = shop.point.admit(Shop.arrival("ann analysts", "TICKET-7"));
    shop.begin(admission);

    SessionOpened opened = shop.events.of(SessionOpened.class).get(0);
    LeaseIssued issued = shop.events.of(LeaseIssued.class).get(0);
    assertThat(opened.header().subject().name()).isEqualTo("ann");
    assertThat(opened.target()).isEqualTo(Shop.TARGET);
    assertThat(opened.application()).isEqualTo("reporting");
    assertThat(opened.purpose()).isEqualTo("TICKET-7");
    assertThat(opened.leaseId()).isEqualTo(issued.leaseId()).isEqualTo("lease-1");
    assertThat(issued.databaseUser()).isEqualTo("jit_1");
    assertThat(issued.expiresAt()).isEqualTo(shop.clock.instant().plus(FakeBroker.LIFE));
  }

  @Test
  void recordsAPermitBeforeItIsHandedOut() throws RefusedException {
    Permission permission = shop.permit("ann analysts", QUERY);

    assertThat(permission).isNotNull();
    StatementFacts statement = shop.events.lastDecided().statement();
    Ruling ruling = shop.events.lastRuling();
    assertThat(statement.kind()).isEqualTo("QUERY");
    assertThat(statement.accesses())
        .contains("SELECT shop.customers.email", "SELECT shop.customers.id");
    assertThat(ruling.effect()).isEqualTo("permit");
    assertThat(ruling.rule()).isEqualTo("analysts-read");
    assertThat(ruling.masks()).containsExactly("email: partial (pii.email)");
  }

  @Test
  void doesNotRunWhatItCannotRecord() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.events.isFull();

    assertThatThrownBy(() -> session.permit(Shop.ask(QUERY)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot be recorded: the disk is full");
  }

  @Test
  void doesNotRunWhatItCannotRecordEvenIfItWasDecidedBefore() throws RefusedException {
    Session session = shop.session("ann analysts");
    session.permit(Shop.ask(QUERY));
    shop.events.isFull();

    assertThatThrownBy(() -> session.permit(Shop.ask(QUERY))).isInstanceOf(RefusedException.class);
  }

  @Test
  void doesNotBeginASessionThatItCannotRecord() throws RefusedException {
    Admission admission = shop.admit("ann analysts");
    shop.events.isFull();

    assertThatThrownBy(() -> shop.begin(admission)).isInstanceOf(RefusedException.class);
  }

  @Test
  void recordsADenialWithItsRuleAndReason() throws RefusedException {
    Session session = shop.session("ann analysts");

    assertThatThrownBy(() -> session.permit(Shop.ask("DELETE FROM orders WHERE total > 99")))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.DENIED))
        .hasMessageContaining("(rule no-deletes)")
        .hasMessageContaining("close the order instead");

    Ruling ruling = shop.events.lastRuling();
    assertThat(ruling.effect()).isEqualTo("deny");
    assertThat(ruling.rule()).isEqualTo("no-deletes");
    assertThat(ruling.reason()).contains("close the order instead");
  }

  @Test
  void recordsADenialByAMaskUnderTheMask() throws RefusedException {
    Session session = shop.session("ann analysts");

    assertThatThrownBy(() -> session.permit(Shop.ask("SELECT id FROM customers ORDER BY ssn")))
        .hasMessageContaining("shop.customers.ssn (pii.ssn) is masked for you");

    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
    assertThat(shop.events.lastRuling().rule()).isEqualTo("mask pii.ssn");
    assertThat(shop.events.lastRuling().reason()).contains("shop.customers.ssn");
  }

  @Test
  void recordsWhatCannotBeAnalysedAsDenied() throws RefusedException {
    Session session = shop.session("ann analysts");

    assertThatThrownBy(() -> session.permit(Shop.ask("SELECT id FROM nothing_there")))
        .hasMessageContaining("cannot be proven harmless")
        .hasMessageContaining("Rewrite it");

    assertThat(shop.events.lastDecided().statement().kind()).isEqualTo("UNKNOWN");
    assertThat(shop.events.lastRuling().rule()).isEqualTo("unanalysable");
  }

  @Test
  void refusesADeniedStatementEvenIfTheDenialCannotBeRecorded() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.events.isFull();

    assertThatThrownBy(() -> session.permit(Shop.ask("DELETE FROM orders")))
        .hasMessageContaining("(rule no-deletes)");
  }

  @Test
  void neverRecordsOrTellsALiteral() throws RefusedException {
    Session session = shop.session("ann analysts");
    session.permit(Shop.ask(QUERY));
    for (String sql :
        List.of(
            "SELECT id FROM customers WHERE ssn = '4711'",
            "DELETE FROM orders WHERE id = 4711",
            "SELECT nothing FROM customers WHERE name = '4711'",
            "SELECT '4711")) {
      assertThatThrownBy(() -> session.permit(Shop.ask(sql))).message().doesNotContain("4711");
    }

    assertThat(shop.events.of(StatementDecided.class))
        .hasSize(5)
        .noneMatch(event -> event.toString().contains("4711"));
  }

  @Test
  void recordsTheOutcomeOnceWithTheColumnsThatWereRead() throws RefusedException {
    Permission permission = shop.permit("ann analysts", QUERY);
    shop.clock.advance(Duration.ofMillis(30));
    var read = new BitSet();
    read.set(2);

    permission.finish("exhausted", "", 1, read);
    permission.finish("closed", "", 9, new BitSet());

    List<StatementFinished> finished = shop.events.of(StatementFinished.class);
    assertThat(finished).hasSize(1);
    assertThat(finished.get(0).statementId()).isEqualTo(shop.events.lastDecided().statement().id());
    assertThat(finished.get(0).reading())
        .isEqualTo(
            new Reading("exhausted", "", 1, List.of("email"), List.of(), Duration.ofMillis(30)));
  }

  @Test
  void namesColumnsThatItDidNotExpectByTheirIndex() throws RefusedException {
    Permission permission = shop.permit("ann analysts", QUERY);
    var read = new BitSet();
    read.set(1, 4);

    permission.finish("closed", "", 1, read);

    assertThat(shop.events.of(StatementFinished.class).get(0).reading().columnsRead())
        .containsExactly("name", "email", "column 3");
  }

  @Test
  void recordsThePurposeAsItIsWhenTheStatementRuns() throws RefusedException {
    Session session = shop.begin(shop.point.admit(Shop.arrival("ann analysts", "TICKET-7")));
    session.permit(Shop.ask(QUERY));
    assertThat(shop.events.lastDecided().statement().purpose()).isEqualTo("TICKET-7");

    session.acting().purpose("TICKET-8");
    session.permit(Shop.ask(QUERY));

    assertThat(session.acting().purpose()).isEqualTo("TICKET-8");
    assertThat(shop.events.lastDecided().statement().purpose()).isEqualTo("TICKET-8");
  }

  @Test
  void givesEveryEventAnIdOfItsOwn() throws RefusedException {
    shop.permit("ann analysts", QUERY).finish("closed", "", 0, new BitSet());
    shop.session("ann analysts").close();

    assertThat(shop.events.all())
        .extracting(AuditEvent::header)
        .extracting(header -> header.id())
        .doesNotHaveDuplicates();
  }

  @Test
  void recordsTheEndOfASessionOnceWithTheFirstReason() throws RefusedException {
    Session session = shop.session("ann analysts");

    session.end("aborted");
    session.close();

    assertThat(shop.events.of(AuditEvent.SessionClosed.class))
        .extracting(AuditEvent.SessionClosed::reason)
        .containsExactly("aborted");
  }
}
