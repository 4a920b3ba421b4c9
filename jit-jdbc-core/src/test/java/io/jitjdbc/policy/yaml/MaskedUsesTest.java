package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.SELECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.policy.ApprovalScope;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.MaskedUses;
import io.jitjdbc.policy.MaskedUses.Copying;
import io.jitjdbc.policy.MaskedUses.Filtering;
import io.jitjdbc.policy.Obligation.MaskColumn;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy says of the use of masked columns beside returning them. */
class MaskedUsesTest {
  private static final String POLICY =
      """
      version: 1
      classification: {pii: ["a.b.c"]}
      masks:
        pii: {function: redact, %s}
      rules:
        - {id: r, who: anyone, actions: [read], resources: ["a.b"], effect: permit}
      approvals:
        peers: {approvers: [colleagues]}
      """;

  private static MaskedUses uses(Asking asking, String text) {
    var permit = (Permit) Policies.read(POLICY.formatted(text)).decide(asking.request());
    return ((MaskColumn) permit.obligations().get(0)).uses();
  }

  private static Asking ann() {
    return Asking.by("ann").does(SELECT, "a.b", "c");
  }

  @Test
  void areNoneUnlessThePolicyNamesThem() {
    assertThat(uses(ann(), "filter: deny")).isEqualTo(MaskedUses.NONE);
    assertThat(uses(ann(), "copies: deny")).isEqualTo(MaskedUses.NONE);
  }

  @Test
  void areReadAsTheyAreSpelled() {
    assertThat(uses(ann(), "filter: equals-parameter, min-group: 5"))
        .isEqualTo(new MaskedUses(Filtering.EQUALS_PARAMETER, null, Copying.DENY, 5));
    assertThat(uses(ann(), "copies: same-tag").copying()).isEqualTo(Copying.SAME_TAG);
  }

  @Test
  void letConditionsUseAColumnOnceSomebodyAgreed() {
    String text = "filter: require-approval, approval: peers";
    String version = Policies.read(POLICY.formatted(text)).version();
    Asking approved = ann().approved(ApprovalScope.ofFilter("pii"), version);
    Asking otherwise =
        ann()
            .approved(ApprovalScope.ofFilter("other"), version)
            .approved(ApprovalScope.ofRule("pii"), version);

    assertThat(uses(ann(), text).filtering()).isEqualTo(Filtering.REQUIRE_APPROVAL);
    assertThat(uses(ann(), text).approval().approverGroups()).containsExactly("colleagues");
    assertThat(uses(approved, text)).isEqualTo(MaskedUses.of(Filtering.ALLOW));
    assertThat(uses(otherwise, text).filtering()).isEqualTo(Filtering.REQUIRE_APPROVAL);
  }

  @Test
  void areNotOpenedByAnApprovalThatNobodyAskedFor() {
    String version = Policies.read(POLICY.formatted("filter: deny")).version();
    Asking approved = ann().approved(ApprovalScope.ofFilter("pii"), version);

    assertThat(uses(approved, "filter: deny").filtering()).isEqualTo(Filtering.DENY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filter: require-approval | line 4, column 8: masks.pii: filter: require-approval needs an"
            + " approval: one of the section approvals",
        "filter: require-approval, approval: peer | line 4, column 63: masks.pii.approval: unknown"
            + " approval \"peer\"; did you mean \"peers\"?",
        "filter: allow, approval: peers | masks.pii.approval: only filter: require-approval has an"
            + " approval",
        "filter: sometimes | masks.pii.filter: unknown filter \"sometimes\"; ",
        "copies: everywhere | masks.pii.copies: unknown copies \"everywhere\"; ",
        "min-group: 1 | line 4, column 38: masks.pii.min-group: expected a whole number from 2",
        "min-group: 5, copies: same-tag | masks.pii.min-group: not with copies: who copies rows",
      })
  void areRefusedWithTheirPlaceWhereTheyMakeNoSense(String text, String problem) {
    assertThatThrownBy(() -> Policies.read(POLICY.formatted(text))).hasMessageContaining(problem);
  }

  @Test
  void cannotBeMadeUpInconsistently() {
    Map<String, Runnable> wrong =
        Map.of(
            "an approval", () -> new MaskedUses(Filtering.REQUIRE_APPROVAL, null, Copying.DENY, 0),
            "a group of one", () -> new MaskedUses(Filtering.DENY, null, Copying.DENY, 1),
            "any size", () -> new MaskedUses(Filtering.DENY, null, Copying.SAME_TAG, 2));
    wrong.forEach(
        (why, attempt) ->
            assertThatThrownBy(attempt::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why));
  }
}
