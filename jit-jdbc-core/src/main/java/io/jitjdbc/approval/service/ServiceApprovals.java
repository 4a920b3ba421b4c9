package io.jitjdbc.approval.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.protocol.Filing;
import io.jitjdbc.approval.protocol.RequestStatus;
import io.jitjdbc.approval.protocol.Use;
import io.jitjdbc.approval.service.ApprovalCalls.Call;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.HttpService.Pending;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an approval service. What is asked for a request goes with the tokens that it was filed
 * with, so only what this process has filed lately is known here. Thread-safe; starts no thread.
 */
final class ServiceApprovals implements ApprovalService {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceApprovals.class);
  private static final String REQUESTS = "/v1/requests";
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST = 100_000;
  private static final long LONGEST_WAIT = 60;

  private final ApprovalCalls calls;
  private final EvidenceCheck evidence;
  private final Duration pollInterval;
  private final Cache<String, Filed> filed =
      Caffeine.newBuilder().expireAfterAccess(REMEMBERED).maximumSize(MOST).build();

  ServiceApprovals(ApprovalCalls calls, EvidenceCheck evidence, Duration pollInterval) {
    this.calls = calls;
    this.evidence = evidence;
    this.pollInterval = pollInterval;
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    return file(draft, Presented.nothing());
  }

  @Override
  public AccessRequest file(AccessRequest draft, Presented presented) throws RefusedException {
    evidence.requireProvable(draft);
    var call =
        new Call(
            "the access request was not filed",
            "POST",
            REQUESTS,
            draft.binding().digest(),
            Filing.of(draft).json());
    Answer answer = calls.ask(presented, call);
    if (answer.status() != 200 && answer.status() != 201) {
      throw Wording.refused(call.deed(), answer, presented);
    }
    RequestStatus status = Answers.read(call.deed(), answer, RequestStatus::read);
    Filed known = Filed.of(draft, presented, status);
    filed.put(known.request().id(), known);
    return known.request();
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    Filed known = known(requestId);
    Call call = look(requestId, "");
    Answer answer =
        known.isUsed() ? calls.glance(known.presented(), call) : calls.ask(known.presented(), call);
    if (answer.status() != 200) {
      throw Wording.refused(call.deed(), answer, known.presented());
    }
    RequestStatus status = Answers.read(call.deed(), answer, RequestStatus::read);
    if (!known.isMeantBy(status.id(), status.binding())) {
      throw Wording.unreadable(call.deed(), "it is about another request");
    }
    if (status.state().status() == Status.APPROVED) {
      evidence.require(known.request(), status.evidence());
    }
    return status.state();
  }

  private static Call look(String requestId, String query) {
    return Call.get(
        "nobody can tell how request " + requestId + " stands",
        path(requestId) + "/status" + query);
  }

  @Override
  public Watch watch(String requestId, Duration atMost, Runnable changed) {
    Filed known = filed.getIfPresent(requestId);
    long seconds = Math.min(atMost.toSeconds(), LONGEST_WAIT);
    if (known == null || seconds < 1) {
      return () -> {};
    }
    try {
      Call call = look(requestId, "?wait=" + seconds);
      Pending pending = calls.begin(known.presented(), call, Duration.ofSeconds(seconds));
      pending.whenAnswered(
          answer -> {
            if (isNews(answer)) {
              changed.run();
            }
          });
      return pending::cancel;
    } catch (IOException | RefusedException e) {
      LOG.debug("Nobody watches request {}: {}", requestId, e.getMessage());
      return () -> {};
    }
  }

  /** An error or an early end is none: a service that gives such at once would be asked at once. */
  private static boolean isNews(Answer answer) {
    try {
      return answer.status() == 200
          && RequestStatus.read(JsonFields.of(answer.body())).state().status() != Status.REQUESTED;
    } catch (ParseException e) {
      return false;
    }
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    Filed known = known(requestId);
    var call =
        new Call(
            "no use of the approval of request " + requestId + " was handed out",
            "POST",
            path(requestId) + "/uses",
            UUID.randomUUID().toString(),
            "");
    Answer answer = calls.ask(known.presented(), call);
    if (answer.status() == 409) {
      return Optional.empty();
    }
    if (answer.status() != 201) {
      throw Wording.refused(call.deed(), answer, known.presented());
    }
    Use use = Answers.read(call.deed(), answer, Use::read);
    if (!known.isMeantBy(use.request(), use.binding())) {
      throw Wording.unreadable(call.deed(), "it is a use of another request");
    }
    return Optional.of(proven(known, use));
  }

  private Approval proven(Filed known, Use use) throws RefusedException {
    AccessRequest request = known.request();
    var approval =
        new Approval(
            use.id(),
            request.id(),
            request.binding(),
            use.approvers(),
            use.expiresAt(),
            use.evidence());
    boolean isProven = false;
    try {
      evidence.require(request, use.evidence());
      isProven = true;
      filed.put(request.id(), known.used());
      return approval;
    } finally {
      if (!isProven) {
        giveBack(approval);
      }
    }
  }

  @Override
  public void giveBack(Approval approval) {
    Filed known = filed.getIfPresent(approval.requestId());
    if (known == null) {
      LOG.warn("the approval {} was not given back: it was handed out long ago", approval.id());
      return;
    }
    String path = path(approval.requestId()) + "/uses/" + approval.id();
    String deed = "the approval " + approval.id() + " was not given back";
    calls.tell(known.presented(), new Call(deed, "DELETE", path, "", ""));
  }

  @Override
  public void cancel(String requestId) {
    Filed known = filed.getIfPresent(requestId);
    if (known != null) {
      String deed = "request " + requestId + " was not withdrawn and may stay open";
      calls.tell(known.presented(), new Call(deed, "POST", path(requestId) + "/cancel", "", ""));
    }
  }

  @Override
  public String nextStep(AccessRequest request) {
    Filed known = filed.getIfPresent(request.id());
    String review = known == null ? "" : ReviewLink.shown(known.review(), calls.address());
    String command = "jit approve " + request.id();
    return review.isEmpty() ? command : "approvers answer at " + review + " or by " + command;
  }

  @Override
  public Optional<ApprovalDesk> desk(PresentedToken token) {
    return Optional.of(new ServiceDesk(calls, Presented.by(token)));
  }

  @Override
  public Duration pollInterval() {
    return pollInterval;
  }

  private Filed known(String requestId) throws RefusedException {
    Filed known = filed.getIfPresent(requestId);
    if (known == null) {
      throw Wording.unknown(requestId);
    }
    return known;
  }

  /** Ids come from answers that were read, so they are fit for paths. */
  private static String path(String requestId) {
    return REQUESTS + '/' + requestId;
  }

  @Override
  public String toString() {
    return calls.toString();
  }
}
