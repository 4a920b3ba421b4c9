package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Context;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.audit.AuditEvent.StatementFacts;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.sql.Relation.BaseTable;
import io.jitjdbc.sql.StatementKind;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A statement that was seen before costs a look-up, for as long as nothing has changed. */
class TemplateReuseTest {
  private static final String QUERY = "SELECT name, email FROM customers";

  @Nested
  class UnderAFixedPolicy {
    private final FixedPolicy policy = FixedPolicy.permit();
    private final Shop shop = Shop.under(policy);

    @AfterEach
    void close() {
      shop.close();
    }

    private void run(Session session, String sql) throws RefusedException {
      session.permit(Shop.ask(sql)).finish("closed", "", 0, new BitSet());
    }

    @Test
    void decidesATextOnce() throws RefusedException {
      Session session = shop.session("ann");
      run(session, QUERY);
      run(session, QUERY);

      assertThat(policy.asked).hasSize(1);
      assertThat(shop.events.types()).filteredOn("statement.decided"::equals).hasSize(2);
    }

    @Test
    void sharesTheDecisionBetweenSessionsOfOneSubject() throws RefusedException {
      run(shop.session("ann"), QUERY);
      run(shop.session("ann"), QUERY);

      assertThat(policy.asked).hasSize(1);
    }

    @Test
    void decidesAnewForAnotherSubject() throws RefusedException {
      run(shop.session("ann"), QUERY);
      run(shop.session("bob"), QUERY);

      assertThat(policy.asked).hasSize(2);
    }

    @Test
    void analysesATextOnceForEverybody() throws RefusedException {
      run(shop.session("ann"), QUERY);
      int questions = shop.catalog.questions();
      run(shop.session("bob"), QUERY);

      assertThat(shop.catalog.questions()).isEqualTo(questions);
    }

    @Test
    void asksTheCatalogOnceForTextsThatDifferInTheirLiterals() throws RefusedException {
      Session session = shop.session("ann");
      run(session, QUERY + " WHERE id = 1");
      int questions = shop.catalog.questions();
      run(session, QUERY + " WHERE id = 2");

      assertThat(shop.catalog.questions()).isEqualTo(questions);
    }

    @Test
    void recordsEachTextThatDiffersInItsLiteralsUnderItsOwnDigest() throws RefusedException {
      Session session = shop.session("ann");
      run(session, QUERY + " WHERE id = 1");
      StatementFacts one = shop.events.lastDecided().statement();
      run(session, QUERY + " WHERE id = 2");
      StatementFacts two = shop.events.lastDecided().statement();

      assertThat(two.text()).isEqualTo(one.text()).endsWith("WHERE id = ?");
      assertThat(two.accesses()).isEqualTo(one.accesses());
      assertThat(two.digest()).isNotEqualTo(one.digest());
      assertThat(policy.asked).hasSize(1);
    }

    @Test
    void decidesAnewForATextThatDoesMore() throws RefusedException {
      Session session = shop.session("ann");
      run(session, QUERY);
      run(session, QUERY + " WHERE id = 1");

      assertThat(policy.asked).hasSize(2);
    }

    @Test
    void decidesAnewWhatDiffersInItsLiteralsAfterAMinute() throws RefusedException {
      Session session = shop.session("ann");
      run(session, QUERY + " WHERE id = 1");
      shop.clock.advance(Duration.ofSeconds(59));
      run(session, QUERY + " WHERE id = 2");
      assertThat(policy.asked).hasSize(1);

      shop.clock.advance(Duration.ofSeconds(1));
      run(session, QUERY + " WHERE id = 2");

      assertThat(policy.asked).hasSize(2);
    }

    @Test
    void decidesAnewAfterAMinute() throws RefusedException {
      Session session = shop.session("ann");
      run(session, QUERY);
      shop.clock.advance(Duration.ofMillis(59_999));
      run(session, QUERY);
      assertThat(policy.asked).hasSize(1);

      shop.clock.advance(Duration.ofMillis(1));
      run(session, QUERY);

      assertThat(policy.asked).hasSize(2);
    }

    @Test
    void decidesAnewAfterADefinitionChanged() throws RefusedException {
      Session session = shop.session("ann");
      run(session, QUERY);
      run(session, "CREATE TABLE copies (id INTEGER)");
      run(session, QUERY);

      assertThat(policy.asked).hasSize(3);
    }

    @Test
    void decidesAnewAfterACallThatMayHaveChangedDefinitions() throws RefusedException {
      Session session = shop.session("ann");
      run(session, QUERY);
      Permission call = session.permit(Shop.ask("{call refresh()}"));
      assertThat(call.kind()).isEqualTo(StatementKind.CALL);
      call.finish("updated", "", 0, new BitSet());
      run(session, QUERY);

      assertThat(policy.asked).hasSize(3);
    }

    @Test
    void doesNotBelieveATemplateThatWasMadeWhileDefinitionsChanged() throws RefusedException {
      Session session = shop.session("ann");
      Permission definition = session.permit(Shop.ask("CREATE TABLE copies (id INTEGER)"));
      shop.catalog.failWith(
          name -> {
            if (name.equals("customers")) {
              definition.finish("updated", "", 0, new BitSet());
            }
          });
      run(session, QUERY);
      run(session, QUERY);

      assertThat(policy.asked).hasSize(3);
    }

    @Test
    void readsATextAnewAfterTheSessionMovedToAnotherSchema() throws RefusedException {
      Session session = shop.session("ann");
      run(session, QUERY);
      var elsewhere = new ShopCatalog();
      elsewhere.relation(
          new BaseTable(new Table("archive", "customers"), List.of("name", "email")));
      session.moveTo(new SessionPlace(shop.place().dialect(), "archive", elsewhere));
      run(session, QUERY);

      assertThat(shop.events.lastDecided().statement().accesses())
          .contains("SELECT archive.customers.email");
    }

    @Test
    void looksAgainForATableThatWasMissing() throws RefusedException {
      Session session = shop.session("ann");
      shop.catalog.drop("customers");
      assertThatThrownBy(() -> run(session, QUERY)).isInstanceOf(RefusedException.class);

      shop.catalog.table("customers", "name", "email");
      session.permit(Shop.ask("SELECT  name, email FROM customers"));

      assertThat(policy.asked).hasSize(1);
    }
  }

  @Test
  void decidesAnewWhenThePolicyChanged() throws RefusedException {
    try (Shop shop = Shop.open()) {
      Session session = shop.session("ann analysts");
      session.permit(Shop.ask(QUERY));
      shop.policyFile.write(
          PolicyFile.shop().replace("who: {groups: [analysts]}", "who: {groups: [others]}"));

      assertThatThrownBy(() -> session.permit(Shop.ask(QUERY)))
          .hasMessageContaining("no rule permits");
    }
  }

  @Test
  void decidesAnewForAnotherPurpose() throws RefusedException {
    try (Shop shop = Shop.under(new FixedPolicy(TemplateReuseTest::onlyWithAPurpose))) {
      Session session = shop.session("ann");
      session.acting().purpose("TICKET-7");
      session.permit(Shop.ask(QUERY));
      session.acting().purpose("");

      assertThatThrownBy(() -> session.permit(Shop.ask(QUERY))).hasMessageContaining("say why");
    }
  }

  @Test
  void decidesAnewForAnotherApplication() throws RefusedException {
    var policy = FixedPolicy.permit();
    try (Shop shop = Shop.under(policy)) {
      Admission admission = shop.admit("ann");
      shop.begin(admission).permit(Shop.ask(QUERY));
      var other =
          new Admission(
              admission.subject(), admission.request(), admission.lease(), false, "spreadsheet");
      shop.begin(other).permit(Shop.ask(QUERY));

      assertThat(policy.asked)
          .extracting(AuthorizationRequest::context)
          .extracting(Context::application)
          .containsExactly("reporting", "spreadsheet");
    }
  }

  @Test
  void tellsNoSessionWhatAnothersTemporaryTableIs() throws RefusedException {
    var policy = FixedPolicy.permit();
    try (Shop shop = Shop.under(policy)) {
      var shadowed = new ShopCatalog();
      shadowed.relation(
          new BaseTable(new Table("pg_temp_3", "customers"), List.of("name", "email")));
      Session first = shop.session("ann");
      first.moveTo(new SessionPlace(shop.place().dialect(), "shop", shadowed));
      first.permit(Shop.ask(QUERY));

      shop.session("ann").permit(Shop.ask(QUERY));

      assertThat(shop.events.lastDecided().statement().accesses())
          .contains("SELECT shop.customers.email")
          .noneMatch(access -> access.contains("pg_temp"));
    }
  }

  private static Decision onlyWithAPurpose(AuthorizationRequest request) {
    return request.context().purpose().isEmpty()
        ? new Decision.Deny("purpose", FixedPolicy.VERSION, "say why")
        : new Decision.Permit("purpose", FixedPolicy.VERSION, List.of(), false);
  }
}
