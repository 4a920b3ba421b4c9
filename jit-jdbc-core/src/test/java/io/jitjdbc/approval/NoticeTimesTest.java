package io.jitjdbc.approval;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.Notice.Kind;
import io.jitjdbc.testing.Reminding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When people are told of a request again. */
class NoticeTimesTest {
  private static final Instant FILED = Instant.parse("2030-01-01T00:00:00Z");

  private final ApprovalRequirement terms =
      Reminding.terms(Duration.ofMinutes(10), Duration.ofMinutes(25), Duration.ofHours(2));
  private final RequestProgress filed = RequestProgress.filed(draft("SELECT 1", terms, FILED));

  private static Instant minute(long minutes) {
    return FILED.plus(Duration.ofMinutes(minutes));
  }

  private static Notice reminder(long minute, String... groups) {
    return new Notice(Kind.REMINDED, minute(minute), Set.of(groups));
  }

  private static RequestProgress yes(RequestProgress progress, String group, long minute)
      throws RefusedException {
    return progress.answer(
        person("of " + group, group), List.of(), new Verdict(true, ""), minute(minute));
  }

  @Test
  void nobodyIsToldBeforeTheFirstInterval() {
    assertThat(filed.dueNotices(minute(10).minusMillis(1))).isEmpty();
    assertThat(filed.nextNotice(FILED)).contains(minute(10));
  }

  @Test
  void thePresentStageIsRemindedOnceAnInterval() {
    assertThat(filed.dueNotices(minute(10))).containsExactly(reminder(10, "leads"));
    assertThat(filed.dueNotices(minute(19))).containsExactly(reminder(10, "leads"));
    assertThat(filed.nextNotice(minute(19))).contains(minute(20));
  }

  @Test
  void anEscalationIsSaidOnceAndThoseAreRemindedToo() {
    assertThat(filed.nextNotice(minute(20))).contains(minute(25));
    assertThat(filed.dueNotices(minute(30)))
        .containsExactly(
            new Notice(Kind.ESCALATED, minute(25), Set.of("heads")),
            reminder(30, "leads", "heads"));
  }

  @Test
  void anAnswerBeginsAnew() throws RefusedException {
    RequestProgress later = yes(filed, "leads", 12);

    assertThat(later.dueNotices(minute(21))).isEmpty();
    assertThat(later.nextNotice(minute(12))).contains(minute(22));
    assertThat(later.dueNotices(minute(22))).containsExactly(reminder(22, "dba"));
  }

  @Test
  void fiveRemindersHaveToDo() {
    assertThat(filed.nextNotice(minute(49))).contains(minute(50));
    assertThat(filed.nextNotice(minute(50))).isEmpty();
    assertThat(filed.dueNotices(minute(110)))
        .containsExactly(
            new Notice(Kind.ESCALATED, minute(25), Set.of("heads")),
            reminder(50, "leads", "heads"));
  }

  @Test
  void nobodyIsToldOfWhatIsDecidedOrOver() throws RefusedException {
    RequestProgress approved = yes(yes(filed, "leads", 1), "dba", 2);

    assertThat(approved.dueNotices(minute(30))).isEmpty();
    assertThat(approved.nextNotice(minute(3))).isEmpty();
    assertThat(filed.cancel(minute(1)).dueNotices(minute(30))).isEmpty();
    assertThat(filed.dueNotices(minute(120))).isEmpty();
  }

  @Test
  void nothingIsDueAfterTheEnd() {
    var brief =
        RequestProgress.filed(
            draft(
                "SELECT 1",
                Reminding.terms(
                    Duration.ofMinutes(10), Duration.ofMinutes(25), Duration.ofMinutes(10)),
                FILED));

    assertThat(brief.nextNotice(FILED)).isEmpty();
  }

  @Test
  void whoReviewsAnEmergencyIsReminded() {
    var needs =
        new ApprovalRequirement(
            terms.stages(),
            terms.answerWithin(),
            terms.validFor(),
            1,
            Optional.empty(),
            terms.escalation(),
            terms.remindAfter(),
            Optional.of(new BreakGlass(Set.of("on-call"), Duration.ofMinutes(5))),
            Optional.empty());
    AccessRequest plain = draft("SELECT 1", needs, FILED);
    var emergency =
        RequestProgress.filed(
            new AccessRequest(
                plain.id(),
                plain.subject(),
                plain.actor(),
                plain.binding(),
                needs,
                plain.summary(),
                FILED,
                "the shop is down"));

    assertThat(emergency.dueNotices(minute(30)))
        .containsExactly(reminder(30, "leads", "dba", "heads"));
  }

  @Test
  void anIntervalIsNotNothing() {
    assertThatThrownBy(() -> Reminding.terms(Duration.ZERO, Duration.ZERO, Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
