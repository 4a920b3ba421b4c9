package io.jitjdbc.approval;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.RequestHistory.Change;
import io.jitjdbc.approval.RequestState.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every change of a request's status has its time, its person and what they said. */
class RequestHistoryTest {
  private static final Instant FILED = Instant.parse("2030-01-01T00:00:00Z");
  private static final Change REQUESTED = new Change(Status.REQUESTED, "ann", "", FILED);
  private static final Change APPROVED = new Change(Status.APPROVED, "dan", "go ahead", minute(4));

  private static Instant minute(long minutes) {
    return FILED.plus(Duration.ofMinutes(minutes));
  }

  private static RequestProgress filed(int quorum, int uses) {
    return RequestProgress.filed(draft("SELECT 1", requirement(quorum, uses), FILED));
  }

  private static RequestProgress said(
      RequestProgress progress, String who, boolean yes, String comment, long minute)
      throws RefusedException {
    return progress.answer(
        person(who, "dba"), List.of(), new Verdict(yes, comment), minute(minute));
  }

  private static RequestProgress approved(int uses) throws RefusedException {
    return said(said(filed(2, uses), "dora", true, "fine", 2), "dan", true, "go ahead", 4);
  }

  private static RequestProgress used(RequestProgress progress, long minute) {
    return progress.use(minute(minute)).orElseThrow();
  }

  private static List<Change> history(RequestProgress progress, long minute) {
    return RequestHistory.of(progress.request(), progress.at(minute(minute)));
  }

  @Test
  void theAnswerThatItTookApprovesIt() throws RefusedException {
    assertThat(history(said(filed(2, 1), "dora", true, "fine", 2), 3)).containsExactly(REQUESTED);
    assertThat(history(approved(1), 5)).containsExactly(REQUESTED, APPROVED);
  }

  @Test
  void theFirstNoRejectsIt() throws RefusedException {
    RequestProgress rejected =
        said(said(filed(2, 1), "dora", true, "fine", 2), "dan", false, "no ticket", 3);

    assertThat(history(rejected, 60))
        .containsExactly(REQUESTED, new Change(Status.REJECTED, "dan", "no ticket", minute(3)));
  }

  @Test
  void whoAskedUsesItUpWithTheLastUse() throws RefusedException {
    RequestProgress once = used(approved(2), 6);
    assertThat(history(once, 7)).containsExactly(REQUESTED, APPROVED);

    RequestProgress twice = used(once, 8);
    assertThat(history(twice, 500))
        .containsExactly(REQUESTED, APPROVED, new Change(Status.CONSUMED, "ann", "", minute(8)));
  }

  @Test
  void aUseGivenBackOpensItAgainUntilTheNextOne() throws RefusedException {
    RequestProgress first = used(approved(1), 6);
    RequestProgress back = first.giveBack(first.lastUse());
    assertThat(history(back, 7)).containsExactly(REQUESTED, APPROVED);

    assertThat(history(used(back, 9), 10))
        .containsExactly(REQUESTED, APPROVED, new Change(Status.CONSUMED, "ann", "", minute(9)));
  }

  @Test
  void itsTimeRunsOutWhenItWasToBeAnsweredOrUsedAndByNobody() throws RefusedException {
    assertThat(history(filed(1, 1), 500))
        .containsExactly(REQUESTED, new Change(Status.EXPIRED, "", "", minute(15)));
    assertThat(history(approved(1), 500))
        .containsExactly(REQUESTED, APPROVED, new Change(Status.EXPIRED, "", "", minute(34)));
  }

  @Test
  void whoEndsItBeforeItsTimeIsNamed() throws RefusedException {
    assertThat(history(filed(1, 1).cancel(minute(3)), 500))
        .containsExactly(REQUESTED, new Change(Status.CANCELLED, "ann", "", minute(3)));
    RequestProgress revoked =
        used(approved(1), 6).revoke(person("sam", "security"), "wrong table", minute(7));
    assertThat(history(revoked, 8))
        .containsExactly(
            REQUESTED, APPROVED, new Change(Status.REVOKED, "sam", "wrong table", minute(7)));
  }

  @Test
  void whenItWasUsedUpIsLeftOutWhereThatWasNotKept() throws RefusedException {
    RequestProgress kept = used(approved(1), 6);
    var older =
        new RequestProgress(
            kept.request(),
            kept.answers(),
            kept.used(),
            Set.of(),
            Optional.empty(),
            Optional.empty());

    assertThat(older.at(minute(7)).status()).isEqualTo(Status.CONSUMED);
    assertThat(history(older, 7)).containsExactly(REQUESTED, APPROVED);
  }
}
