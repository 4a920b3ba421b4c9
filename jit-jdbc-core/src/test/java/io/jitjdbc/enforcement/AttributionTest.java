package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jitjdbc.audit.AccessedObject;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.Correlation;
import io.jitjdbc.audit.SessionFacts;
import io.jitjdbc.testing.Caller;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What every event says of where it comes from. */
class AttributionTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Correlation GIVEN =
      new Correlation("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "");
  private static final String SQL = "SELECT email FROM customers WHERE id = 3";

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    MDC.clear();
    shop.close();
  }

  private StatementDecided decided(Session session) throws Exception {
    session.permit(Shop.ask(SQL)).finish("exhausted", "", 1);
    return shop.events.lastDecided();
  }

  @Test
  void eachEventNamesTheConnectionByItself() throws Exception {
    Session session = shop.session("ann analysts");
    decided(session);
    session.close();

    String lease = shop.events.of(AuditEvent.LeaseIssued.class).get(0).leaseId();
    assertThat(shop.events.all())
        .hasSize(5)
        .allSatisfy(
            event -> {
              SessionFacts facts = event.header().connection();
              assertThat(facts.target()).isEqualTo(Shop.TARGET);
              assertThat(facts.application()).isEqualTo("reporting");
              assertThat(facts.leaseId()).isEqualTo(lease);
              assertThat(facts.databaseUser()).isEqualTo(session.databaseUser());
              assertThat(facts.process()).isEqualTo(ProcessHandle.current().pid());
            });
  }

  @Test
  void findsTheTraceInTheLoggingContext() throws Exception {
    Session session = shop.session("ann analysts");

    MDC.put("traceId", TRACE);
    assertThat(decided(session).header().correlation().traceId()).isEqualTo(TRACE);

    MDC.put("traceId", "901-65-4321");
    assertThat(decided(session).header().correlation()).isEqualTo(Correlation.NONE);

    MDC.clear();
    assertThat(decided(session).header().correlation()).isEqualTo(Correlation.NONE);
  }

  @Test
  void whatTheProgramSaysOfItsTraceComesFirstUntilTheConnectionIsGivenBack() throws Exception {
    MDC.put("trace_id", TRACE);
    Session session = shop.session("ann analysts");

    session.acting().trace(Optional.of(GIVEN));
    assertThat(decided(session).header().correlation()).isEqualTo(GIVEN);

    session.acting().asOpened();
    assertThat(decided(session).header().correlation().traceId()).isEqualTo(TRACE);
  }

  @Test
  void whatComesOfAStatementBelongsToItsTraceWhoeverEndsIt() throws Exception {
    Session session = shop.session("ann analysts");
    MDC.put("traceId", TRACE);
    Permission read = session.permit(Shop.ask("SELECT id FROM customers"));

    MDC.put("traceId", TRACE.replace('4', '5'));
    read.finish("closed", "", 1);

    assertThat(shop.events.of(AuditEvent.StatementFinished.class))
        .extracting(event -> event.header().correlation().traceId())
        .containsExactly(TRACE);
  }

  @Test
  void namesTheCallingCodeOnlyWhereAsked() {
    var silent = new Attribution(SessionFacts.UNKNOWN, Tracing.BY_LOGGING);
    var asked = new Attribution(SessionFacts.UNKNOWN, new Tracing(List.of(), true));

    assertThat(Caller.call(silent::now)).isEqualTo(Correlation.NONE);
    assertThat(Caller.call(asked::now).callingCode()).isEqualTo("io.jitjdbc.testing.Caller.call");
  }

  @Test
  void looksOnlyUnderTheKeysThatItWasGiven() {
    MDC.put("trace_id", TRACE);
    var other = new Attribution(SessionFacts.UNKNOWN, new Tracing(List.of("mine"), false));
    assertThat(other.now()).isEqualTo(Correlation.NONE);

    MDC.put("mine", TRACE);
    assertThat(other.now().traceId()).isEqualTo(TRACE);
  }

  @Test
  void aDecisionNamesTheObjectsByTable() throws Exception {
    Session session = shop.session("ann analysts");

    assertThat(decided(session).statement().objects())
        .containsExactly(
            new AccessedObject(
                "shop.customers", "table", true, List.of("email", "id"), List.of("id")));

    session.permit(Shop.ask("SELECT count(*) FROM orders")).finish("exhausted", "", 1);
    assertThat(shop.events.lastDecided().statement().objects())
        .extracting(AccessedObject::name, AccessedObject::isBase)
        .containsExactly(tuple("shop.orders", false));
  }
}
