package io.jitjdbc.approval.joint;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.testing.MutableClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is signed goes to each service that takes it, and never gets lost in silence. */
class JointSignedAnswersTest {
  private static final Subject DORA = person("dora", "dba");
  private static final Verdict SIGNED = new Verdict(true, "fine", "a.b.c");

  private final MutableClock clock = new MutableClock();

  private BookApprovals book() {
    return new BookApprovals(new MemoryBook(), Channel.NONE, Duration.ofMillis(10), clock);
  }

  @Test
  void theDeskOfAllHandsOnWhatWasSigned() throws Exception {
    var services = new LinkedHashMap<String, ApprovalService>();
    BookApprovals second = book();
    services.put("first", book());
    services.put("second", second);
    try (var joint = new JointApprovals(services)) {
      AccessRequest filed = joint.file(draft("SELECT 1", requirement(1, 1), clock.instant()));

      joint.desk().orElseThrow().answer(filed.id(), DORA, SIGNED);

      assertThat(second.find(filed.id()).state().answers().get(0).evidence()).isEqualTo("a.b.c");
      assertThat(joint.consume(filed.id()).orElseThrow().evidence()).containsExactly("a.b.c");
    }
  }

  /** A desk of somebody's own, from before there were signatures. */
  private record PlainDesk(BookApprovals approvals) implements ApprovalDesk {
    @Override
    public List<Entry> open() throws RefusedException {
      return approvals.open();
    }

    @Override
    public Entry find(String requestId) throws RefusedException {
      return approvals.find(requestId);
    }

    @Override
    public RequestState answer(String id, Subject approver, boolean granted, String comment)
        throws RefusedException {
      return approvals.answer(id, approver, granted, comment);
    }

    @Override
    public RequestState revoke(String requestId, Subject by, String comment)
        throws RefusedException {
      return approvals.revoke(requestId, by, comment);
    }

    @Override
    public void delegate(Delegation delegation) throws RefusedException {
      approvals.delegate(delegation);
    }
  }

  @Test
  void aDeskThatKeepsNoSignaturesTakesNone() throws Exception {
    BookApprovals approvals = book();
    var desk = new PlainDesk(approvals);
    AccessRequest filed = approvals.file(draft("SELECT 1", requirement(1, 1), clock.instant()));

    assertThatThrownBy(() -> desk.answer(filed.id(), DORA, SIGNED))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("takes no signed answers")
        .hasMessageContaining("Answer without a key");
    assertThat(approvals.find(filed.id()).state().answers()).isEmpty();
    desk.answer(filed.id(), DORA, new Verdict(true, "fine"));
    assertThat(approvals.find(filed.id()).state().answers()).hasSize(1);
  }
}
