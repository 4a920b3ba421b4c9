package io.jitjdbc.approval.table;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestId;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.table.RequestTable.Kept;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps access requests in a database table that several processes share: every step counts once,
 * whoever takes it where. Thread-safe; opens its connection at the first question.
 *
 * <p><b>Does not protect against</b> somebody who may write to the tables, nor against clocks of
 * two machines that differ by more than an approval may last. Rows are never deleted: they say who
 * approved what.
 */
final class TableApprovals implements ApprovalService, ApprovalDesk {
  private static final Logger LOG = LoggerFactory.getLogger(TableApprovals.class);
  private static final int FILING_ATTEMPTS = 20;

  private final RequestTable table;
  private final Duration pollInterval;
  private final InstantSource clock;

  TableApprovals(RequestTable table, Duration pollInterval, InstantSource clock) {
    this.table = table;
    this.pollInterval = pollInterval;
    this.clock = clock;
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    AccessRequest proposal = asKept(draft);
    for (int i = 0; i < FILING_ATTEMPTS; i++) {
      Optional<Kept> latest = ask(() -> table.latest(draft.binding().digest()));
      if (latest.isPresent() && latest.get().progress().isLive(now())) {
        return latest.get().progress().request();
      }
      AccessRequest next = proposal;
      int attempt = latest.map(kept -> kept.attempt() + 1).orElse(0);
      if (ask(() -> table.insert(next, attempt))) {
        return next;
      }
      proposal = proposal.withId(RequestId.random());
    }
    throw RefusedException.denied(
        "the access request was not filed: too many were filed at once. Run the statement again");
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    return progress(requestId).at(now());
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    while (true) {
      RequestProgress seen = progress(requestId);
      Instant now = now();
      Optional<RequestProgress> next = seen.use(now);
      if (next.isEmpty() || advance(seen, next.get(), now)) {
        return next.map(RequestProgress::lastUse);
      }
    }
  }

  @Override
  public void cancel(String requestId) {
    try {
      while (true) {
        RequestProgress seen = progress(requestId);
        Instant now = now();
        RequestProgress next = seen.cancel(now);
        if (next.equals(seen) || advance(seen, next, now)) {
          return;
        }
      }
    } catch (RefusedException e) {
      LOG.warn(
          "request {} was not withdrawn and stays open until it expires: {}",
          requestId,
          e.getMessage());
    }
  }

  @Override
  public Optional<ApprovalDesk> desk() {
    return Optional.of(this);
  }

  @Override
  public Duration pollInterval() {
    return pollInterval;
  }

  @Override
  public List<Entry> open() throws RefusedException {
    Instant now = now();
    return ask(() -> table.waiting(now)).stream()
        .map(progress -> new Entry(progress.request(), progress.at(now)))
        .filter(entry -> entry.state().status() == Status.REQUESTED)
        .toList();
  }

  @Override
  public Entry find(String requestId) throws RefusedException {
    RequestProgress progress = progress(requestId);
    return new Entry(progress.request(), progress.at(now()));
  }

  @Override
  public RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException {
    while (true) {
      Instant now = now();
      RequestProgress seen = progress(requestId);
      RequestProgress next = seen.answer(approver, granted, comment, now);
      if (advance(seen, next, now)) {
        return next.at(now);
      }
    }
  }

  @Override
  public void close() {
    table.close();
  }

  private RequestProgress progress(String id) throws RefusedException {
    return ask(() -> table.find(id))
        .orElseThrow(
            () ->
                RefusedException.denied(
                    "there is no request " + id + ". See which ones are open: jit requests"));
  }

  private boolean advance(RequestProgress seen, RequestProgress next, Instant now)
      throws RefusedException {
    return ask(() -> table.step(seen, next, next.at(now).status()));
  }

  /** The columns hold milliseconds, and what is returned is what was kept. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static AccessRequest asKept(AccessRequest draft) {
    return new AccessRequest(
        draft.id(),
        draft.subject(),
        draft.actor(),
        draft.binding(),
        draft.requirement(),
        draft.summary(),
        draft.filedAt().truncatedTo(ChronoUnit.MILLIS));
  }

  private interface Question<T> {
    T ask() throws SQLException;
  }

  private static <T> T ask(Question<T> question) throws RefusedException {
    try {
      return question.ask();
    } catch (SQLException e) {
      // Its text and its cause may quote the URL or a value: the code has to do.
      throw RefusedException.denied(
          "the table of access requests did not answer: SQLSTATE "
              + e.getSQLState()
              + ", error "
              + e.getErrorCode()
              + " of "
              + e.getClass().getName()
              + ". Check jit.approval.table.url, its login and that the database is up");
    }
  }
}
