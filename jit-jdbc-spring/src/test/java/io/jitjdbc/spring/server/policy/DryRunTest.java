package io.jitjdbc.spring.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.yaml.YamlPolicy;
import io.jitjdbc.spring.server.audit.AuditTrail.StoredEvent;
import io.jitjdbc.spring.server.audit.EventText;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What another policy would have done with statements of which only events are left. */
class DryRunTest {
  private static final String TARGET = "jdbc:h2:mem:shop";
  private static final Subject ANN = new Subject("https://idp", "1", "ann", Set.of("analysts"));
  private static final Map<String, Subject> PEOPLE = Map.of(ANN.key(), ANN);
  private static final String OPEN =
      """
      version: 1
      classification: {pii.email: ["*.customers.email"]}
      rules:
        - {id: read, who: {groups: [analysts]}, actions: [read], resources: ["*.customers"], effect: permit, reveal: [pii.email]}
      """;

  private final DryRun closed =
      against(OPEN.replace("*.customers\"], effect", "*.orders\"], effect"));

  private static DryRun against(String candidate) {
    return new DryRun(policy(candidate), Map.of(TARGET, policy(OPEN)));
  }

  private static YamlPolicy policy(String text) {
    return YamlPolicy.readElsewhere("the policy", text);
  }

  private static StoredEvent event(String person, String accesses, String more) {
    String json =
        """
        {"type": "statement.decided", "subject": {"issuer": "https://idp", "id": "%s"},
         "actor": {"issuer": "https://idp", "id": "%s"}, "kind": "QUERY", "text": "SELECT email FROM customers",
         "accesses": [%s], "purpose": "", "effect": "permit", "rule": "read",
         "connection": {"target": "%s"}%s}
        """
            .formatted(person, person, accesses, TARGET, more);
    return new StoredEvent("id", Instant.now(), "statement.decided", "log", EventText.of(json));
  }

  private static Optional<RecordedStatement> anns(String accesses) {
    return of("1", accesses);
  }

  private static Optional<RecordedStatement> of(String person, String accesses) {
    StoredEvent event = event(person, accesses, "");
    return RecordedStatement.of(event, RecordedAccesses.of(event.text()), PEOPLE);
  }

  private static RecordedStatement reading() {
    return anns("\"SELECT shop.customers.email\"").orElseThrow();
  }

  @Test
  void countsWhatItWouldRefuse() {
    closed.add(reading());
    closed.add(reading());

    assertThat(closed.statements()).isEqualTo(2);
    assertThat(closed.people()).isEqualTo(1);
    assertThat(closed.of("deny")).isEqualTo(2);
    assertThat(closed.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.who()).isEqualTo("ann");
              assertThat(change.times()).isEqualTo(2);
              assertThat(change.before().effect()).isEqualTo("permit");
              assertThat(change.after().effect()).isEqualTo("deny");
            });
  }

  @Test
  void saysWhatWouldBeMasked() {
    DryRun masking = against(OPEN.replace(", reveal: [pii.email]", ""));

    masking.add(reading());

    assertThat(masking.changes().get(0).columns())
        .containsExactly("shop.customers.email: in clear → redact (pii.email)");
  }

  @Test
  void findsNothingWhereNothingChanges() {
    DryRun same = against(OPEN + "# a remark\n");

    same.add(reading());

    assertThat(same.changes()).isEmpty();
  }

  @Test
  void whoIsOnlyObservedIsRefusedNothing() {
    String observed = OPEN.replace("*.customers\"], effect", "*.orders\"], effect");
    DryRun run = against(observed.replace("version: 1\n", "version: 1\nmode: observe\n"));

    run.add(reading());

    assertThat(run.of("deny")).isZero();
    assertThat(run.changes()).isEmpty();
  }

  @Test
  void whereNoPolicyCountsWhatWasDecidedIsWhatItIsHeldAgainst() {
    var run = new DryRun(policy(OPEN.replace("analysts", "others")), Map.of());

    run.add(reading());

    assertThat(run.changes().get(0).before()).isEqualTo(Outcome.recorded("permit", "read"));
  }

  @Test
  void leavesOutWhoseGroupsNobodyKnows() {
    assertThat(of("2", "\"SELECT shop.customers.email\"")).isEmpty();
  }

  @Test
  void readsAccessesBackAsTheyWere() {
    EventText text =
        event(
                "1",
                "\"SELECT customers.email\", \"INSERT shop.orders\", \"EXECUTE shop.total\","
                    + " \"DDL server\", \"SELECT metadata\", \"SELECT a.b.c\", \"nonsense\"",
                ", \"objects\": [{\"name\": \"customers\"}]")
            .text();

    assertThat(RecordedAccesses.of(text))
        .extracting(access -> access.resource().getClass().getSimpleName() + ' ' + access)
        .containsExactlyInAnyOrder(
            "Column SELECT customers.email",
            "Table INSERT shop.orders",
            "Routine EXECUTE shop.total",
            "Server DDL server",
            "Metadata SELECT metadata",
            "Column SELECT a.b.c");
  }
}
