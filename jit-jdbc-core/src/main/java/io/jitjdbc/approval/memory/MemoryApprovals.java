package io.jitjdbc.approval.memory;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestId;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Keeps access requests in memory, for an application that asks and answers in one process, and for
 * tests. Thread-safe; waits for nothing.
 *
 * <p>The application makes the instance, hands it to its data source, and answers at the same
 * instance: this is why no setting chooses it. Requests end with the process, and an ended request
 * is forgotten an hour after its time.
 */
public final class MemoryApprovals implements ApprovalService, ApprovalDesk {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final InstantSource clock;
  private final Consumer<AccessRequest> onFiled;
  private final Map<String, RequestProgress> requests = new ConcurrentHashMap<>();
  private final Map<ApprovalBinding, String> latest = new ConcurrentHashMap<>();

  /** Tells nobody: approvers look for themselves. */
  public MemoryApprovals(InstantSource clock) {
    this(clock, request -> {});
  }

  /**
   * Tells somebody.
   *
   * @param onFiled called by the thread that filed a new request, under no lock; if it throws, the
   *     request is withdrawn, because nobody would come to know of it
   */
  public MemoryApprovals(InstantSource clock, Consumer<AccessRequest> onFiled) {
    this.clock = requireNonNull(clock);
    this.onFiled = requireNonNull(onFiled);
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    Instant now = clock.instant();
    forgetEnded(now);
    var isNew = new AtomicBoolean();
    String id =
        latest.compute(
            draft.binding(),
            (binding, known) -> {
              boolean joins = known != null && isLive(known, now);
              isNew.set(!joins);
              return joins ? known : place(draft);
            });
    AccessRequest filed = progress(id).request();
    if (isNew.get()) {
      announce(filed);
    }
    return filed;
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    return progress(requestId).at(clock.instant());
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    while (true) {
      RequestProgress seen = progress(requestId);
      Optional<RequestProgress> next = seen.use(clock.instant());
      if (next.isEmpty() || requests.replace(requestId, seen, next.get())) {
        return next.map(RequestProgress::lastUse);
      }
    }
  }

  @Override
  public void cancel(String requestId) {
    requests.computeIfPresent(requestId, (id, seen) -> seen.cancel(clock.instant()));
  }

  @Override
  public Optional<ApprovalDesk> desk() {
    return Optional.of(this);
  }

  @Override
  public Duration pollInterval() {
    return POLL_INTERVAL;
  }

  @Override
  public List<Entry> open() {
    Instant now = clock.instant();
    return requests.values().stream()
        .map(progress -> new Entry(progress.request(), progress.at(now)))
        .filter(entry -> entry.state().status() == RequestState.Status.REQUESTED)
        .sorted(Comparator.comparing(entry -> entry.request().filedAt()))
        .toList();
  }

  @Override
  public Entry find(String requestId) throws RefusedException {
    RequestProgress progress = progress(requestId);
    return new Entry(progress.request(), progress.at(clock.instant()));
  }

  @Override
  public RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException {
    while (true) {
      Instant now = clock.instant();
      RequestProgress seen = progress(requestId);
      RequestProgress next = seen.answer(approver, granted, comment, now);
      if (requests.replace(requestId, seen, next)) {
        return next.at(now);
      }
    }
  }

  private RequestProgress progress(String id) throws RefusedException {
    RequestProgress progress = requests.get(id);
    if (progress == null) {
      throw RefusedException.denied(
          "there is no request " + id + " in this process. See which ones are open");
    }
    return progress;
  }

  private boolean isLive(String id, Instant now) {
    RequestProgress progress = requests.get(id);
    return progress != null && progress.isLive(now);
  }

  private String place(AccessRequest draft) {
    AccessRequest request = draft;
    while (requests.putIfAbsent(request.id(), RequestProgress.filed(request)) != null) {
      request = draft.withId(RequestId.random());
    }
    return request.id();
  }

  private void announce(AccessRequest filed) {
    boolean told = false;
    try {
      onFiled.accept(filed);
      told = true;
    } finally {
      if (!told) {
        cancel(filed.id());
      }
    }
  }

  private void forgetEnded(Instant now) {
    requests.values().removeIf(progress -> isForgettable(progress, now));
    latest.values().removeIf(id -> !requests.containsKey(id));
  }

  private static boolean isForgettable(RequestProgress progress, Instant now) {
    AccessRequest request = progress.request();
    Instant lastUse = request.expiresAt().plus(request.requirement().validFor());
    return now.isAfter(lastUse.plus(REMEMBERED));
  }
}
