package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.JitContext;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditEvent.StatementFinished;
import io.jitjdbc.audit.EventHeader;
import io.jitjdbc.identity.PresentedToken;
import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service that opened the connection acts for the people who use it. */
class ActingSubjectTest {
  private static final String QUERY = "SELECT name FROM customers";

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void grantsWhatThePersonMayDoAlthoughTheServiceMayNot() throws RefusedException {
    Session session = shop.session("service");
    assertThatThrownBy(() -> session.permit(Shop.ask(QUERY)))
        .hasMessageContaining("no rule permits");

    shop.subjects.actFor("ann analysts");

    assertThat(session.permit(Shop.ask(QUERY)).rowLimit()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refusesWhatThePersonMayNotDoAlthoughTheServiceMay() throws RefusedException {
    Session session = shop.session("service analysts");
    session.permit(Shop.ask(QUERY));

    shop.subjects.actFor("eve");

    assertThatThrownBy(() -> session.permit(Shop.ask(QUERY))).hasMessageContaining("for eve");
  }

  @Test
  void tellsPeopleWithTheSameNameAndOtherGroupsApart() throws RefusedException {
    Session session = shop.session("service");
    shop.subjects.actFor("ann analysts owners");
    assertThat(session.permit(Shop.ask("SELECT ssn FROM customers")).touchesMasked()).isFalse();

    shop.subjects.actFor("ann analysts");

    assertThat(session.permit(Shop.ask("SELECT ssn FROM customers")).touchesMasked()).isTrue();
  }

  @Test
  void recordsThePersonAsSubjectAndTheServiceAsActor() throws RefusedException {
    Session session = shop.session("service");
    shop.subjects.actFor("ann analysts");

    session.permit(Shop.ask(QUERY)).finish("closed", "", 0, new BitSet());

    EventHeader decided = shop.events.lastDecided().header();
    assertThat(decided.subject().name()).isEqualTo("ann");
    assertThat(decided.actor().name()).isEqualTo("service");
    EventHeader finished = shop.events.of(StatementFinished.class).get(0).header();
    assertThat(finished.subject()).isEqualTo(decided.subject());
    assertThat(finished.actor()).isEqualTo(decided.actor());
  }

  @Test
  void recordsTheOpenerAsItsOwnActorWhereNobodyActsForAnother() throws RefusedException {
    shop.permit("ann analysts", QUERY);

    EventHeader decided = shop.events.lastDecided().header();
    assertThat(decided.actor()).isEqualTo(decided.subject());
  }

  @Test
  void asksForApprovalInTheNameOfBoth() throws RefusedException {
    Session session = shop.session("service");
    shop.subjects.actFor("ann analysts");
    shop.approvals.answeredBy(true, "bob approvers");

    session.permit(Shop.ask("SELECT salary FROM payroll"));

    AccessRequest request = shop.approvals.filed.get(0);
    assertThat(request.subject().name()).isEqualTo("ann");
    assertThat(request.actor().name()).isEqualTo("service");
    assertThat(request.binding().actor()).isEqualTo(request.actor().key());
  }

  @Test
  void letsTheScopeOfTheThreadComeBeforeEverybodyElse() throws RefusedException {
    Session session = shop.session("service");
    shop.subjects.actFor("eve");
    Subject ann = shop.admit("ann analysts").subject();

    try (var scope = JitContext.as(ann, "CS-4711")) {
      session.permit(Shop.ask(QUERY)).finish("closed", "", 0);
      assertThat(scope).isNotNull();
    }

    StatementDecided decided = shop.events.of(StatementDecided.class).get(0);
    assertThat(decided.header().subject().name()).isEqualTo("ann");
    assertThat(decided.header().actor().name()).isEqualTo("service");
    assertThat(decided.statement().purpose()).isEqualTo("CS-4711");
    assertThatThrownBy(() -> session.permit(Shop.ask(QUERY))).hasMessageContaining("for eve");
  }

  @Test
  void actsForTheSubjectOfATokenUntilItIsTakenAway() throws RefusedException {
    Session session = shop.session("service");
    session.acting().actFor(PresentedToken.of("ann analysts"));
    session.permit(Shop.ask(QUERY));

    session.acting().actFor(PresentedToken.none());

    assertThatThrownBy(() -> session.permit(Shop.ask(QUERY)))
        .hasMessageContaining("no rule permits");
  }

  @Test
  void actsAgainForWhomAndWhyTheConnectionWasOpened() throws RefusedException {
    Session session = shop.session("service");
    String purpose = session.acting().purpose();
    session.acting().actFor(PresentedToken.of("ann analysts"));
    session.acting().purpose("CS-4711");

    session.acting().asOpened();

    assertThat(session.acting().purpose()).isEqualTo(purpose);
    assertThat(session.acting().subject().name()).isEqualTo("service");
  }
}
