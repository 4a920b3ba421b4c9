package io.jitjdbc.approval.book;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several channels as one, and the rounds that a host goes among what waits. */
class EveryChannelTest {
  private final MutableClock clock = new MutableClock();
  private final RequestBook book = new MemoryBook();
  private final Told one = new Told();
  private final Told other = new Told();
  private final BookApprovals approvals =
      new BookApprovals(book, new EveryChannel(channels(one, other)), Duration.ofSeconds(1), clock);

  private static Map<String, Channel> channels(Channel one, Channel other) {
    var channels = new LinkedHashMap<String, Channel>();
    channels.put("one", one);
    channels.put("other", other);
    return channels;
  }

  /** A channel that remembers, and fails when it is told to. */
  private static final class Told implements Channel, Ears {
    private final List<String> told = new ArrayList<>();
    private Optional<RefusedException> failure = Optional.empty();
    private int closed;

    private void tell(String what, AccessRequest request) throws RefusedException {
      if (failure.isPresent()) {
        throw failure.get();
      }
      told.add(what + ' ' + request.id());
    }

    @Override
    public void asked(AccessRequest request) throws RefusedException {
      tell("asked", request);
    }

    @Override
    public void changed(AccessRequest request, RequestState state) {
      told.add(state.status() + " " + request.id());
    }

    @Override
    public Ears ears(BookApprovals approvals) {
      return this;
    }

    @Override
    public void makeUp(AccessRequest waiting) throws RefusedException {
      tell("made up", waiting);
    }

    @Override
    public boolean look(RequestProgress seen) throws RefusedException {
      tell("looked", seen.request());
      return false;
    }

    @Override
    public String nextStep(AccessRequest request, String otherwise) {
      return "answer here, or " + otherwise;
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private AccessRequest filed() throws RefusedException {
    return approvals.file(draft("SELECT 1", requirement(1, 1), clock.instant()));
  }

  @Test
  void tellsAll() throws RefusedException {
    AccessRequest filed = filed();
    approvals.cancel(filed.id());

    assertThat(one.told)
        .containsExactly("asked " + filed.id(), "CANCELLED " + filed.id())
        .isEqualTo(other.told);
    assertThat(approvals.nextStep(filed))
        .isEqualTo("answer here, or answer here, or jit approve " + filed.id());
  }

  @Test
  void leavesOutOneThatFails() throws RefusedException {
    one.failure = Optional.of(RefusedException.denied("it is down"));

    AccessRequest filed = filed();

    assertThat(other.told).containsExactly("asked " + filed.id());
    assertThat(approvals.find(filed.id()).state().status())
        .isEqualTo(RequestState.Status.REQUESTED);
  }

  @Test
  void filesNothingThatNobodyIsToldOfAndSaysWhyOfEach() throws RefusedException {
    one.failure = Optional.of(RefusedException.denied("it is down"));
    other.failure = Optional.of(RefusedException.denied("it knows no token"));

    assertThatThrownBy(this::filed)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("one: it is down")
        .hasMessageContaining("other: it knows no token");
    assertThat(approvals.open()).isEmpty();
  }

  @Test
  void endsWhenSomebodyCallsItOff() throws RefusedException {
    one.failure = Optional.of(new RefusedException(SqlState.CANCELLED, "interrupted"));

    assertThatThrownBy(this::filed).hasMessageContaining("interrupted");
    assertThat(approvals.open()).isEmpty();
  }

  @Test
  void closesEachOfThem() {
    approvals.close();

    assertThat(one.closed).isEqualTo(2).isEqualTo(other.closed);
  }

  @Test
  void roundsLookAtWhatWaitsAndTellPeopleOfWhatNobodyWasToldOf() throws RefusedException {
    AccessRequest filed = filed();
    one.told.clear();
    var rounds = new Rounds(book, approvals, clock);

    rounds.go();
    assertThat(one.told).containsExactly("looked " + filed.id());
    clock.advance(Duration.ofMinutes(3));
    rounds.go();
    rounds.go();
    assertThat(one.told.stream().filter(("made up " + filed.id())::equals)).hasSize(1);
    approvals.cancel(filed.id());
    one.told.clear();
    rounds.go();
    assertThat(one.told).isEmpty();
  }

  @Test
  void aRoundGoesOnAfterOneThatFails() throws RefusedException {
    AccessRequest first = filed();
    AccessRequest second = approvals.file(draft("SELECT 2", requirement(1, 1), clock.instant()));
    var rounds = new Rounds(book, approvals, clock);
    one.failure = Optional.of(RefusedException.denied("it is down"));
    rounds.go();
    one.failure = Optional.empty();
    one.told.clear();

    rounds.go();

    assertThat(one.told).containsExactlyInAnyOrder("looked " + first.id(), "looked " + second.id());
  }
}
