package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditEvent.StatementExplained;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Explanation;
import io.jitjdbc.policy.Explanation.Evidence;
import io.jitjdbc.policy.Explanation.Output;
import io.jitjdbc.policy.Explanation.Use;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Copy;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.OutputColumn;
import io.jitjdbc.sql.Reference;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.StatementText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An explanation tells what would be decided and from what, and does nothing but be recorded. */
class ExplanationTest {
  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  private Explanation explain(String person, String sql) throws RefusedException {
    return shop.session(person).explain(sql);
  }

  private static Optional<Decision.Permit> permit(Decision decision) {
    return decision.fold(Optional::of, deny -> Optional.empty(), asks -> Optional.empty());
  }

  private static String reason(Decision decision) {
    return decision.fold(permit -> "", Decision.Deny::reason, Decision.RequestableDeny::reason);
  }

  @Test
  void tellsWhereEachOutputComesFromAndHowItIsShown() throws RefusedException {
    Explanation explanation =
        explain(
            "ann analysts",
            "SELECT id, email, UPPER(ssn) AS loud, 42 AS answer FROM customers WHERE email = ?");

    assertThat(explanation.accesses())
        .extracting(Access::toString)
        .containsExactly(
            "SELECT shop.customers",
            "SELECT shop.customers.email",
            "SELECT shop.customers.id",
            "SELECT shop.customers.ssn");
    assertThat(explanation.outputs())
        .extracting(Output::label, ExplanationTest::sources, Output::evidence, Output::mask)
        .containsExactly(
            tuple("id", List.of("shop.customers.id"), Evidence.UNCHANGED, ""),
            tuple(
                "email",
                List.of("shop.customers.email"),
                Evidence.UNCHANGED,
                "partial (pii.email)"),
            tuple(
                "loud",
                List.of("shop.customers.ssn"),
                Evidence.COMPUTED,
                "redact (derived from pii.ssn)"),
            tuple("answer", List.of(), Evidence.NO_SOURCE, ""));
  }

  @Test
  void tellsWhatDecidesAndWhichRuleThatIs() throws RefusedException {
    Explanation explanation =
        explain("ann analysts", "SELECT id FROM customers WHERE email = ? AND phone = '42'");

    assertThat(explanation.kind()).isEqualTo("QUERY");
    assertThat(explanation.text()).contains("WHERE email = ?").doesNotContain("42");
    assertThat(explanation.uses())
        .extracting(use -> use.column().path(), Use::how)
        .contains(tuple("shop.customers.email", "compared with a parameter"));
    assertThat(permit(explanation.decision())).isPresent();
    assertThat(explanation.decision().rule()).isEqualTo("analysts-read");
    assertThat(explanation.mode()).isEqualTo(PolicyMode.ENFORCE);
  }

  private static List<String> sources(Output output) {
    return output.sources().stream().map(column -> column.path()).toList();
  }

  @Test
  void tellsWhyAMaskedUseIsDenied() throws RefusedException {
    Explanation explanation = explain("ann analysts", "SELECT id FROM customers ORDER BY ssn");

    assertThat(explanation.decision().rule()).isEqualTo("mask pii.ssn");
    assertThat(reason(explanation.decision())).contains("may not decide which rows come back");
    assertThat(explanation.uses())
        .extracting(use -> use.column().path(), Use::how)
        .containsExactly(tuple("shop.customers.ssn", "decides about rows"));
    assertThat(explanation.outputs()).extracting(Output::mask).containsExactly("");
  }

  @Test
  void tellsWhatIsCopiedWhereAndHowManyRowsAreSummedUp() {
    var email = new Column(new Table("shop", "customers"), "email");
    var note = new Column(new Table("shop", "notes"), "text");
    var analysed =
        new Analysed(
            new StatementText("MERGE …", "d1"),
            StatementKind.WRITE,
            Set.of(),
            List.of(new OutputColumn("many", new Origin.Known(Set.of(email), false, 5))),
            Set.of(new Reference(note, Reference.Usage.UPDATE_TARGET)),
            Set.of(new Copy(email, note)));
    var assessment = new Assessment(analysed, new Decision.Deny("none", "v1", "no"));

    Explanation explanation =
        new Explainer(assessment, MaskFunctions.find())
            .explanation(
                FakeSubjects.named("ann analysts"),
                PolicyMode.ENFORCE,
                statement -> OptionalLong.empty());

    assertThat(explanation.uses())
        .containsExactly(new Use(email, "copied to shop.notes.text"), new Use(note, "updated"));
    assertThat(explanation.outputs())
        .extracting(Output::note)
        .containsExactly("over at least 5 rows each");
  }

  @Test
  void tellsWhoseApprovalIsNeededAndAsksNobody() throws RefusedException {
    Explanation explanation = explain("ann analysts", "SELECT salary FROM payroll");

    ApprovalRequirement needed =
        explanation
            .decision()
            .<Optional<ApprovalRequirement>>fold(
                permit -> Optional.empty(),
                deny -> Optional.empty(),
                asks -> Optional.of(asks.requirement()))
            .orElseThrow();
    assertThat(needed.approverGroups()).containsExactly("approvers");
    assertThat(shop.approvals.filed).isEmpty();
  }

  @Test
  void tellsHowManyRowsThereAreBeforeSomebodyIsAsked() throws RefusedException {
    Explanation explanation = explain("tim trainees", "SELECT id FROM orders");

    assertThat(permit(explanation.decision()).orElseThrow().obligations())
        .anySatisfy(obligation -> assertThat(obligation.toString()).contains("most=10"));
  }

  @Test
  void explainsWhatNobodyUnderstands() throws RefusedException {
    Explanation explanation = explain("ann analysts", "SELECT email FROM nowhere WHERE x = 'zq1'");

    assertThat(explanation.kind()).isEqualTo("UNKNOWN");
    assertThat(explanation.decision().rule()).isEqualTo("unanalysable");
    assertThat(reason(explanation.decision())).contains("no table nowhere is known");
    assertThat(explanation.accesses()).isEmpty();
    assertThat(explanation.toString()).doesNotContain("zq1");
  }

  @Test
  void tellsWhyNothingIsProvenOfAnOutput() throws RefusedException {
    Explanation explanation = explain("ann analysts", "SELECT * FROM opaque");

    assertThat(explanation.outputs())
        .allSatisfy(
            output -> {
              assertThat(output.evidence()).isEqualTo(Evidence.UNPROVEN);
              assertThat(output.note()).isNotEmpty();
              assertThat(output.mask()).startsWith("redact (not proven: ");
            });
  }

  @Test
  void answersForSomebodyElseAndRecordsBoth() throws RefusedException {
    Explanation explanation =
        shop.session("ann analysts")
            .explain("SELECT ssn FROM customers", FakeSubjects.named("olga owners"));

    assertThat(explanation.subject().name()).startsWith("olga");
    assertThat(explanation.outputs()).extracting(Output::mask).containsExactly("");
    StatementExplained event = shop.events.of(StatementExplained.class).get(0);
    assertThat(event.header().subject().name()).startsWith("ann");
    assertThat(event.about().name()).startsWith("olga");
    assertThat(event.ruling().effect()).isEqualTo("permit");
    assertThat(event.ruling().rule()).isEqualTo("owners");
    assertThat(shop.events.of(StatementDecided.class)).isEmpty();
  }

  @Test
  void saysThatThePolicyIsOnlyObserved() throws RefusedException {
    shop.policyFile.write(PolicyFile.shop().replace("version: 1\n", "version: 1\nmode: observe\n"));

    assertThat(explain("ann analysts", "DELETE FROM orders").mode()).isEqualTo(PolicyMode.OBSERVE);
  }

  @Test
  void isNotGivenIfItCannotBeRecorded() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.events.isFull();

    assertThatThrownBy(() -> session.explain("SELECT id FROM orders"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot be recorded");
  }

  @Test
  void isNotGivenAfterTheLease() throws RefusedException {
    Session session = shop.session("ann analysts");
    session.close();

    assertThatThrownBy(() -> session.explain("SELECT id FROM orders"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.LEASE_ENDED));
  }

  @Test
  void failsClosedWhenThePolicyBreaks() throws RefusedException {
    var policy =
        new FixedPolicy(
            request -> {
              throw new IllegalStateException("broken");
            });
    try (Shop broken = Shop.under(policy)) {
      Session session = broken.session("ann");

      assertThatThrownBy(() -> session.explain("SELECT id FROM orders"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the decision failed");
    }
  }
}
