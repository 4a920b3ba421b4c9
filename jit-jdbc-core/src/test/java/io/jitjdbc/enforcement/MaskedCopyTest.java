package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.MaskedUses;
import io.jitjdbc.policy.MaskedUses.Copying;
import io.jitjdbc.policy.MaskedUses.Filtering;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Copy;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.StatementText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the values of a masked column may be copied to. */
class MaskedCopyTest {
  private static final Column SOURCE = new Column(new Table("shop", "people"), "email");
  private static final Column TARGET = new Column(new Table("shop", "tmp_people"), "email");
  private static final MaskSpec PARTIAL = new MaskSpec("partial", Map.of("keep-first", "1"));
  private static final MaskedUses SAME_TAG =
      new MaskedUses(Filtering.DENY, null, Copying.SAME_TAG, 0);

  private static MaskColumn mask(Column column, String tag, MaskedUses uses) {
    return new MaskColumn(column, tag, PARTIAL, uses);
  }

  private static Optional<String> refusal(Copy copy, Obligation... obligations) {
    var statement =
        new Analysed(
            new StatementText("(redacted)", "digest"),
            StatementKind.WRITE,
            Set.of(),
            List.of(),
            Set.of(),
            Set.of(copy));
    var permit = new Permit("rule", "v1", List.of(obligations), false);
    return new Objections(permit, MaskFunctions.find())
        .refusal(statement)
        .map(deny -> deny.rule() + ": " + deny.reason());
  }

  private static final Copy UNCHANGED = new Copy(SOURCE, TARGET, true);
  private static final Copy COMPUTED = new Copy(SOURCE, TARGET);

  @Test
  void isNowhereUnlessThePolicySaysSo() {
    assertThat(refusal(UNCHANGED, mask(SOURCE, "pii", MaskedUses.NONE)))
        .hasValue(
            "mask pii: shop.people.email (pii) is masked for you and may not be copied or computed"
                + " into another place");
    assertThat(
            refusal(
                UNCHANGED,
                mask(SOURCE, "pii", MaskedUses.NONE),
                mask(TARGET, "pii", MaskedUses.NONE)))
        .isPresent();
  }

  @Test
  void isAColumnThatIsMaskedForTheSameReason() {
    assertThat(refusal(UNCHANGED, mask(SOURCE, "pii", SAME_TAG), mask(TARGET, "pii", SAME_TAG)))
        .isEmpty();
  }

  @Test
  void isNoColumnThatIsShownInClearOrMaskedForAnotherReason() {
    assertThat(refusal(UNCHANGED, mask(SOURCE, "pii", SAME_TAG)))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .contains("may only be copied, unchanged, to columns that are masked")
                    .contains("as pii as well; shop.tmp_people.email is not"));
    assertThat(refusal(UNCHANGED, mask(SOURCE, "pii", SAME_TAG), mask(TARGET, "other", SAME_TAG)))
        .isPresent();
  }

  @Test
  void mustBeMaskedForEveryReasonOfTheSource() {
    MaskColumn[] all = {
      mask(SOURCE, "one", SAME_TAG), mask(SOURCE, "two", SAME_TAG), mask(TARGET, "two", SAME_TAG)
    };

    assertThat(refusal(UNCHANGED, all))
        .hasValueSatisfying(reason -> assertThat(reason).startsWith("mask one: "));
  }

  @Test
  void takesNothingComputedWhereAPartIsShown() {
    assertThat(refusal(COMPUTED, mask(SOURCE, "pii", SAME_TAG), mask(TARGET, "pii", SAME_TAG)))
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("but not computed into shop.tmp_people.email"));
  }

  @Test
  void takesWhatIsComputedWhereNothingIsShown() {
    assertThat(
            refusal(
                COMPUTED,
                new MaskColumn(SOURCE, "pii", MaskSpec.REDACT, SAME_TAG),
                new MaskColumn(TARGET, "pii", MaskSpec.REDACT, SAME_TAG)))
        .isEmpty();
  }

  @Test
  void mayBeAnywhereForColumnsThatAreSeenInClear() {
    assertThat(refusal(COMPUTED, mask(TARGET, "pii", MaskedUses.NONE))).isEmpty();
  }
}
