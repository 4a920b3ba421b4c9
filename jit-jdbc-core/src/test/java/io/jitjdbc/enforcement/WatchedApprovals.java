package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Approvals in memory, with something that happens at every look at a request. */
final class WatchedApprovals implements ApprovalService {
  private final MemoryApprovals real;
  private volatile Event meanwhile = id -> {};
  private volatile UnaryOperator<AccessRequest> filing = UnaryOperator.identity();
  private volatile UnaryOperator<Optional<Approval>> use = UnaryOperator.identity();
  final List<AccessRequest> filed = new CopyOnWriteArrayList<>();
  final List<String> cancelled = new CopyOnWriteArrayList<>();
  final List<Presented> presented = new CopyOnWriteArrayList<>();
  final Queue<Runnable> alarms = new ConcurrentLinkedQueue<>();
  final AtomicInteger watching = new AtomicInteger();
  private volatile Duration pollInterval = Duration.ofMillis(1);
  private volatile RequestState.@Nullable Status always;
  volatile boolean closed;

  @FunctionalInterface
  interface Event {
    void happen(String requestId) throws RefusedException;
  }

  WatchedApprovals(MutableClock clock) {
    this.real = new MemoryApprovals(clock);
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    filed.add(draft);
    return filing.apply(real.file(draft));
  }

  @Override
  public AccessRequest file(AccessRequest draft, Presented by) throws RefusedException {
    presented.add(by);
    return file(draft);
  }

  @Override
  public Watch watch(String requestId, Duration atMost, Runnable changed) {
    alarms.add(changed);
    watching.incrementAndGet();
    return watching::decrementAndGet;
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    meanwhile.happen(requestId);
    RequestState.Status other = always;
    return other == null ? real.state(requestId) : new RequestState(other, List.of());
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    return use.apply(real.consume(requestId));
  }

  @Override
  public void cancel(String requestId) {
    cancelled.add(requestId);
    real.cancel(requestId);
  }

  @Override
  public Duration pollInterval() {
    return pollInterval;
  }

  /** From now on pauses are that long. */
  void pauseFor(Duration span) {
    pollInterval = span;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** At every look at a request this happens first. */
  void meanwhile(Event event) {
    meanwhile = event;
  }

  /** Everything that is still open is answered at the next look, by these people. */
  void answeredBy(boolean granted, String... people) {
    meanwhile(
        id -> {
          for (String person : people) {
            if (real.state(id).status() == RequestState.Status.REQUESTED) {
              answer(id, person, granted);
            }
          }
        });
  }

  void answer(String id, String person, boolean granted) throws RefusedException {
    real.answer(id, FakeSubjects.named(person), granted, granted ? "" : "not today");
  }

  void whenFiled(UnaryOperator<AccessRequest> answer) {
    filing = answer;
  }

  void whenUsed(UnaryOperator<Optional<Approval>> answer) {
    use = answer;
  }

  /** Every request has this state, whatever happens, and this happens at every look. */
  void whenAsked(RequestState.Status status, Runnable event) {
    always = status;
    meanwhile(id -> event.run());
  }

  MemoryApprovals real() {
    return real;
  }
}
