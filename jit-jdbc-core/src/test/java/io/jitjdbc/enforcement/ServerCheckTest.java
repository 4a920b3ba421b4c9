package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.ServerReading.When;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database is asked how it reads a query: when it matters, once, and with consequences. */
class ServerCheckTest {
  private static final String PLAIN = "SELECT id, name FROM customers WHERE id = 7";
  private static final String REMARKED = "SELECT id, name /* nothing */ FROM customers";

  private final Shop shop = Shop.open();
  private final FakeServer server = new FakeServer();

  @BeforeEach
  void readAsWritten() {
    server.readsAsWritten();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Session session(When asked) throws RefusedException {
    return session("ann analysts", asked);
  }

  private Session session(String person, When asked) throws RefusedException {
    var place = new SessionPlace(Dialect.POSTGRESQL, "shop", shop.catalog, server, asked);
    return shop.point.begin(shop.admit(person), place, shop.aborts::incrementAndGet);
  }

  @Test
  void isSparedPlainStatements() throws RefusedException {
    session(When.AUTO).permit(Shop.ask(PLAIN));

    assertThat(server.asked).isEmpty();
  }

  @Test
  void isAskedOnceAboutOthers() throws RefusedException {
    session(When.AUTO).permit(Shop.ask(REMARKED));
    session(When.AUTO).permit(Shop.ask(REMARKED));
    session("amy analysts", When.AUTO).permit(Shop.ask(REMARKED));

    assertThat(server.asked).hasSize(1);
  }

  @Test
  void isAskedAboutEachTextWhoseRemarksDiffer() throws RefusedException {
    Session session = session(When.AUTO);
    session.permit(Shop.ask(REMARKED));
    session.permit(Shop.ask(REMARKED.replace("nothing", "something")));

    assertThat(server.asked).hasSize(2);
  }

  @Test
  void isAskedOnceAboutPlainTextsThatDifferInTheirValues() throws RefusedException {
    Session session = session(When.REQUIRED);
    session.permit(Shop.ask(PLAIN));
    session.permit(Shop.ask(PLAIN.replace("7", "8")));

    assertThat(server.asked).hasSize(1);
  }

  @Test
  void isAskedWithTheTextAndWithNullForEveryParameter() throws RefusedException {
    session(When.REQUIRED).permit(Shop.ask("SELECT id FROM orders WHERE id IN (?, ?)"));

    assertThat(server.asked.get(0).sql()).isEqualTo("SELECT id FROM orders WHERE id IN (?, ?)");
    assertThat(server.asked.get(0).withoutParameters())
        .isEqualTo("SELECT id FROM orders WHERE id IN (NULL, NULL)");
    assertThat(server.asked.get(0).width()).isEqualTo(1);
    assertThat(server.asked.get(0).callsUnknown()).isFalse();
  }

  @Test
  void isAskedWithANumberWhereNoValueButANumberCanStand() throws RefusedException {
    session(When.REQUIRED)
        .permit(Shop.ask("SELECT id FROM orders WHERE id IN (?, ?) LIMIT ? OFFSET ?"));

    assertThat(server.asked.get(0).withoutParameters())
        .isEqualTo("SELECT id FROM orders WHERE id IN (NULL, NULL) LIMIT 1 OFFSET 1");
  }

  @Test
  void isToldWhetherTheStatementCallsWhatNobodyKnows() throws RefusedException {
    session("olga owners", When.REQUIRED).permit(Shop.ask("SELECT my_function(id) FROM orders"));

    assertThat(server.asked.get(0).callsUnknown()).isTrue();
  }

  @Test
  void isNeverAskedWhenThatIsSwitchedOff() throws RefusedException {
    session(When.OFF).permit(Shop.ask(REMARKED));

    assertThat(server.asked).isEmpty();
  }

  @Test
  void isNotAskedAboutWhatThePolicyDeniesAnyway() throws RefusedException {
    Session session = session("carl clerks", When.REQUIRED);

    assertThatThrownBy(() -> session.permit(Shop.ask(PLAIN))).isInstanceOf(RefusedException.class);
    assertThat(server.asked).isEmpty();
  }

  @Test
  void isAskedAboutWhatMayRunOnceSomebodyAgrees() throws RefusedException {
    shop.approvals.answeredBy(true, "bob approvers");

    session(When.REQUIRED).permit(Shop.ask("SELECT salary FROM payroll"));

    assertThat(server.asked).isNotEmpty();
  }

  @Test
  void isNotAskedWhileAStatementIsOnlyPrepared() throws RefusedException {
    session(When.REQUIRED).vet(PLAIN);

    assertThat(server.asked).isEmpty();
  }

  @Test
  void isNotAskedAboutWrites() throws RefusedException {
    session("carl clerks", When.REQUIRED)
        .permit(Shop.ask("INSERT INTO orders (id, total) VALUES (1, 2)"));

    assertThat(server.asked).isEmpty();
  }

  @Test
  void mayReadMoreThanWeDoAndThenItIsRefusedAndRecorded() throws RefusedException {
    server.reads("SELECT customers.ssn AS c1, customers.name AS c2 FROM shop.customers");
    Session session = session(When.AUTO);

    assertThatThrownBy(() -> session.permit(Shop.ask(REMARKED)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the database reads it otherwise than we do")
        .hasMessageContaining("shop.customers.ssn");
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
    assertThat(shop.events.lastRuling().reason()).contains("shop.customers.ssn");
    assertThatThrownBy(() -> session.permit(Shop.ask(REMARKED)))
        .hasMessageContaining("the database reads it otherwise");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void mayShowNoTextAndStillSayThatItIsAnotherQuery() throws RefusedException {
    server.contradicts("to it, the result has another number of columns");
    Session session = session(When.AUTO);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> session.permit(Shop.ask(REMARKED)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the database reads it otherwise than we do: to it, the result");
    }
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void mayPutAMaskedColumnWhereWeSeeAClearOne() throws RefusedException {
    server.reads("SELECT customers.ssn AS c1, customers.name AS c2 FROM shop.customers");
    Permission permission =
        session(When.AUTO).permit(Shop.ask("SELECT name, ssn /* ! */ FROM customers"));

    assertThat(permission.plan(2).masks()[1]).isNotNull();
    assertThat(permission.plan(2).isWithheld(1)).isTrue();
  }

  @Test
  void isDoneWithoutIfItCannotBeAsked() throws RefusedException {
    server.asked.clear();
    FakeServer silent = new FakeServer();
    var place = new SessionPlace(Dialect.POSTGRESQL, "shop", shop.catalog, silent, When.AUTO);
    Session session = shop.point.begin(shop.admit("ann analysts"), place, () -> {});

    assertThat(session.permit(Shop.ask(REMARKED)).plan(2).masksAnything()).isFalse();
    assertThat(silent.asked).hasSize(1);
  }

  @Test
  void isWaitedForIfItIsRequired() throws RefusedException {
    FakeServer silent = new FakeServer();
    var place = new SessionPlace(Dialect.POSTGRESQL, "shop", shop.catalog, silent, When.REQUIRED);
    Session session = shop.point.begin(shop.admit("ann analysts"), place, () -> {});

    assertThatThrownBy(() -> session.permit(Shop.ask(PLAIN)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("jit.analysis.server is 'required'")
        .hasMessageContaining("the login lacks a right");
  }

  @Test
  void takesTheStatementWithItWhenTheConnectionBreaks() throws RefusedException {
    server.breaks();
    Session session = session(When.AUTO);

    assertThatThrownBy(() -> session.permit(Shop.ask(REMARKED)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the connection was lost");
  }
}
