package io.jitjdbc.approval.memory;

import static io.jitjdbc.testing.AccessRequests.ANSWER_WITHIN;
import static io.jitjdbc.testing.AccessRequests.VALID_FOR;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.ApprovalServiceContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryApprovalsTest extends ApprovalServiceContract {

  private final List<AccessRequest> announced = new ArrayList<>();

  @Override
  protected ApprovalService service(InstantSource clock) {
    return new MemoryApprovals(clock, announced::add);
  }

  @Test
  void aNewRequestIsAnnouncedAndAJoinedOneIsNot() throws RefusedException {
    AccessRequest filed = file(1, 1);
    file(1, 1);

    assertThat(announced).containsExactly(filed);
  }

  @Test
  void aRequestThatCannotBeAnnouncedIsWithdrawn() throws RefusedException {
    var ids = new ArrayList<String>();
    var mute =
        new MemoryApprovals(
            clock,
            request -> {
              ids.add(request.id());
              throw new IllegalStateException("the chat is down");
            });

    assertThatThrownBy(() -> mute.file(draft(SQL, requirement(1, 1), clock.instant())))
        .hasMessage("the chat is down");

    assertThat(mute.state(ids.get(0)).status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void theListenerMayAnswerAtOnce() throws RefusedException {
    var holder = new ArrayList<MemoryApprovals>();
    var quick = new MemoryApprovals(clock, request -> assertThat(open(holder.get(0))).hasSize(1));
    holder.add(quick);

    AccessRequest filed = quick.file(draft(SQL, requirement(1, 1), clock.instant()));

    assertThat(quick.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
  }

  private static List<ApprovalDesk.Entry> open(MemoryApprovals approvals) {
    try {
      return approvals.open();
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void endedRequestsAreForgotten() throws RefusedException {
    AccessRequest old = file(1, 1);
    clock.advance(ANSWER_WITHIN.plus(VALID_FOR).plus(Duration.ofHours(1)));
    file(1, 1);
    assertThat(desk.find(old.id()).state().status()).isEqualTo(Status.EXPIRED);

    clock.advance(Duration.ofMillis(1));
    service.file(draft("SELECT 1", requirement(1, 1), clock.instant()));

    assertThatThrownBy(() -> desk.find(old.id())).isInstanceOf(RefusedException.class);
  }
}
