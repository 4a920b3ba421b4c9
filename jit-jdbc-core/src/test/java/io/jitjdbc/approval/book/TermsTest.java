package io.jitjdbc.approval.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.Escalation;
import io.jitjdbc.approval.ExecutionWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** People sign the digest of terms: it is the same in every process, and no other terms have it. */
class TermsTest {
  private static ApprovalRequirement terms(int quorum, int uses, String... groups) {
    Set<String> some = new LinkedHashSet<>(List.of(groups));
    return new ApprovalRequirement(
        List.of(new ApprovalStage(some, quorum)),
        Duration.ofMinutes(15),
        Duration.ofMinutes(30),
        uses,
        Optional.of(
            new ExecutionWindow(
                Set.of(DayOfWeek.SUNDAY, DayOfWeek.FRIDAY),
                LocalTime.of(1, 0),
                LocalTime.of(2, 0),
                ZoneOffset.UTC)),
        Optional.of(new Escalation(Duration.ofMinutes(5), some)),
        Optional.of(new BreakGlass(some, Duration.ofMinutes(5))),
        Optional.empty());
  }

  @Test
  void equalTermsAreOneTextWhateverTheOrderOfSets() {
    assertThat(Terms.json(terms(1, 1, "c", "a", "b")))
        .isEqualTo(
            "{\"stages\":[{\"groups\":[\"a\",\"b\",\"c\"],\"quorum\":1}],\"answerWithin\":900000,"
                + "\"validFor\":1800000,\"uses\":1,\"window\":{\"days\":[\"FRIDAY\",\"SUNDAY\"],"
                + "\"from\":\"01:00\",\"to\":\"02:00\",\"zone\":\"Z\"},\"escalation\":{\"after\":300000,"
                + "\"groups\":[\"a\",\"b\",\"c\"]},\"breakGlass\":{\"groups\":[\"a\",\"b\",\"c\"],"
                + "\"validFor\":300000},\"covers\":\"STATEMENT\",\"valuesShown\":false}");
  }

  @Test
  void theDigestOutlivesTheTable() throws Exception {
    ApprovalRequirement terms = terms(2, 3, "a", "b");

    assertThat(Terms.digest(Terms.read(Terms.json(terms)))).isEqualTo(Terms.digest(terms));
  }

  @Test
  void otherTermsHaveAnotherDigest() {
    assertThat(
            List.of(
                Terms.digest(terms(1, 1, "a", "b")),
                Terms.digest(terms(2, 1, "a", "b")),
                Terms.digest(terms(1, 2, "a", "b")),
                Terms.digest(terms(1, 1, "a"))))
        .doesNotHaveDuplicates();
  }
}
