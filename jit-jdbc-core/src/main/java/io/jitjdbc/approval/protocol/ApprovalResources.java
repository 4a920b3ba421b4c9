package io.jitjdbc.approval.protocol;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Party;
import io.jitjdbc.protocol.RefusedCallException;
import io.jitjdbc.protocol.Reply;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server of the approval protocol does, over any book of requests. Thread-safe; blocks for
 * as long as the book does, and does not wait for people: whoever hosts it lets a caller wait for
 * as long as {@link #isPending} says so.
 *
 * <p><b>Guarantees</b>: who asks and who answers is who the caller's tokens name; a body that
 * claims somebody else is refused; nobody sees a request that is no business of theirs. <b>Does not
 * protect against</b> a driver that asks for weaker terms than its policy has: the terms are its
 * word, and its policy is best signed.
 */
public final class ApprovalResources {
  /** Characters of a body: what is longer is refused, because no client could read it again. */
  public static final int MOST_BODY = 400_000;

  private final RequestBook book;
  private final BookApprovals approvals;
  private final Evidence evidence;
  private final String review;
  private final InstantSource clock;
  private final Once once;
  private final Page pages = new Page();

  /**
   * @param approvals over that book
   * @param review where people look at requests, up to the id: a path here or an https URL; empty
   *     if nowhere
   */
  public ApprovalResources(
      RequestBook book,
      BookApprovals approvals,
      Evidence evidence,
      String review,
      InstantSource clock) {
    this.book = book;
    this.approvals = approvals;
    this.evidence = evidence;
    this.review = review;
    this.clock = clock;
    this.once = new Once(book, approvals, clock);
  }

  /** {@code POST /v1/requests}: files one, or joins the one that is open or usable already. */
  public Reply file(Caller caller, String key, String body) {
    return Answering.to(
        () -> {
          requireValid(caller);
          if (body.length() > MOST_BODY) {
            return Reply.problem(413, "too-large", "What is asked for is too long to be shown.");
          }
          Filing filing = Filing.read(body);
          if (!filing.subject().is(caller.subject())) {
            return Reply.problem(403, "subject-mismatch", "The token is of somebody else.");
          }
          if (!filing.actor().is(caller.actor())) {
            return Reply.problem(
                403, "actor-mismatch", "The tokens say that somebody else acts for the subject.");
          }
          if (!filing.asked().digest().equals(key)) {
            throw new ParseException("Idempotency-Key must be the digest of the binding", 0);
          }
          return file(request(filing, caller), filing.id());
        });
  }

  private AccessRequest request(Filing filing, Caller caller) throws ParseException {
    try {
      return filing.request(caller.subject(), caller.actor(), now());
    } catch (IllegalArgumentException e) {
      throw new ParseException("emergency needs terms with breakGlass", 0);
    }
  }

  private Reply file(AccessRequest draft, String proposed) throws RefusedException {
    AccessRequest filed = approvals.file(draft);
    boolean isNew = filed.id().equals(proposed) && filed.filedAt().equals(draft.filedAt());
    return status(isNew ? 201 : 200, filed, approvals.state(filed.id()));
  }

  /** {@code GET /v1/requests?state=open}: what people have to look at, a page at a time. */
  public Reply open(Caller caller, String after) {
    return Answering.to(
        () -> {
          requireValid(caller);
          Instant now = now();
          List<Delegation> deputizing = book.delegationsTo(caller.subject().key(), now);
          List<RequestProgress> visible =
              book.open(now).stream()
                  .filter(progress -> progress.needsPeople(now))
                  .filter(progress -> progress.concerns(caller.subject(), deputizing, now))
                  .toList();
          return Reply.json(
              200,
              pages.of(visible, after, progress -> sheet(progress.request(), progress.at(now))));
        });
  }

  /** {@code GET /v1/requests/{id}}: all that people decide by. */
  public Reply sheet(Caller caller, String id) {
    return Answering.to(
        () -> {
          requireValid(caller);
          RequestProgress progress = concerning(caller, id);
          return Reply.json(200, sheet(progress.request(), progress.at(now())));
        });
  }

  /** {@code GET /v1/requests/{id}/status}: how it stands at this moment. */
  public Reply status(Caller caller, String id) {
    return Answering.to(
        () -> {
          RequestProgress progress = asked(caller, id);
          return status(200, progress.request(), progress.at(now()));
        });
  }

  /** Whether the caller's request waits for people; no if there is none or nobody can tell. */
  public boolean isPending(Caller caller, String id) {
    try {
      return asked(caller, id).at(now()).status() == Status.REQUESTED;
    } catch (RefusedException | RefusedCallException e) {
      return false;
    }
  }

  /** {@code POST /v1/requests/{id}/uses}: takes one use; under one key one and the same. */
  public Reply use(Caller caller, String id, String key) {
    return Answering.to(
        () -> {
          RequestProgress seen = asked(caller, id);
          return once.ask(
              Once.Key.of(caller, key, List.of("use", id)),
              (used, now) -> use(used.lastUse(), used),
              keyed -> keyed.consume(id).map(use -> use(use, seen)).orElseGet(this::nothing));
        });
  }

  private Reply nothing() {
    return Reply.problem(409, "nothing-to-use", "It is not approved, used up, or not for now.");
  }

  private Reply use(Approval use, RequestProgress seen) {
    return Reply.json(201, Use.fields(use, evidence.of(seen.request(), seen.answers())));
  }

  /** {@code DELETE /v1/requests/{id}/uses/{use}}: gives one back that came to nothing. */
  public Reply giveBack(Caller caller, String id, String use) {
    return Answering.to(
        () -> {
          RequestProgress progress = asked(caller, id);
          if (use.matches("\\Q" + id + "\\E\\.\\d{1,9}")) {
            approvals.giveBack(
                new Approval(use, id, progress.request().binding(), List.of(), now()));
          }
          return Reply.empty();
        });
  }

  /** {@code POST /v1/requests/{id}/cancel}: nobody waits for it any more. */
  public Reply cancel(Caller caller, String id) {
    return Answering.to(
        () -> {
          asked(caller, id);
          approvals.cancel(id);
          return Reply.empty();
        });
  }

  /** {@code POST /v1/requests/{id}/answers}: a yes or a no. */
  public Reply answer(Caller caller, String id, String key, String body) {
    return Answering.to(
        () -> {
          AnswerBody answer = AnswerBody.read(body);
          requireSame(caller, answer.by());
          boolean granted = answer.verdict().granted();
          String comment = answer.verdict().comment();
          return atTheDesk(
              Once.Key.of(caller, key, List.of("answer", id, body)),
              "answer-refused",
              id,
              desk -> desk.answer(id, caller.subject(), granted, comment));
        });
  }

  /** {@code POST /v1/requests/{id}/revocation}: takes an approval back. */
  public Reply revoke(Caller caller, String id, String key, String body) {
    return Answering.to(
        () -> {
          AnswerBody answer = AnswerBody.readRevocation(body);
          requireSame(caller, answer.by());
          return atTheDesk(
              Once.Key.of(caller, key, List.of("revoke", id, body)),
              "revocation-refused",
              id,
              desk -> desk.revoke(id, caller.subject(), answer.verdict().comment()));
        });
  }

  @FunctionalInterface
  private interface Step {
    RequestState at(BookApprovals desk) throws RefusedException;
  }

  private Reply atTheDesk(Once.Key key, String code, String id, Step step)
      throws RefusedException, RefusedCallException, ParseException {
    AccessRequest request = book.find(id).orElseThrow(Answering::unknown).request();
    return once.ask(
        key,
        (next, now) -> status(200, request, next.at(now)),
        desk -> Answering.toPeople(code, () -> status(200, request, step.at(desk))));
  }

  /** {@code PUT /v1/delegations/{id}}: lets somebody answer in the caller's place. */
  public Reply delegate(Caller caller, String id, String body) {
    return Answering.to(
        () -> {
          DelegationBody delegation = DelegationBody.read(body);
          requireSame(caller, delegation.absent());
          if (!delegation.id().equals(id)) {
            throw new ParseException("the path must end with the delegation's digest", 0);
          }
          approvals.delegate(delegation.delegation(caller.subject()));
          return Reply.empty();
        });
  }

  private Reply status(int status, AccessRequest request, RequestState state) {
    return Reply.json(status, fields(request, state));
  }

  private Map<String, Object> sheet(AccessRequest request, RequestState state) {
    Map<String, Object> fields = fields(request, state);
    fields.put("request", Sheet.request(request));
    return fields;
  }

  private Map<String, Object> fields(AccessRequest request, RequestState state) {
    Map<String, Object> fields = RequestStatus.fields(request, state);
    if (state.status() == Status.APPROVED) {
      fields.put("evidence", evidence.of(request, state.answers()));
    }
    fields.put("links", links(request.id()));
    return fields;
  }

  private Map<String, Object> links(String id) {
    String self = "/v1/requests/" + id;
    var links = new LinkedHashMap<String, Object>();
    links.put("self", self);
    links.put("status", self + "/status");
    links.put("cancel", self + "/cancel");
    if (!review.isEmpty()) {
      links.put("review", review + id);
    }
    return links;
  }

  /** For the desk: the caller's token must be good now, and of whom the body says. */
  private void requireSame(Caller caller, Party claimed) throws RefusedCallException {
    requireValid(caller);
    if (!claimed.is(caller.subject())) {
      throw new RefusedCallException(
          Reply.problem(403, "subject-mismatch", "The token is of somebody else."));
    }
  }

  private RequestProgress concerning(Caller caller, String id)
      throws RefusedException, RefusedCallException {
    Instant now = now();
    List<Delegation> deputizing = book.delegationsTo(caller.subject().key(), now);
    return book.find(id)
        .filter(progress -> progress.concerns(caller.subject(), deputizing, now))
        .orElseThrow(Answering::unknown);
  }

  /** Its own request: a token that was good when it was filed is good for what comes of it. */
  private RequestProgress asked(Caller caller, String id)
      throws RefusedException, RefusedCallException {
    RequestProgress progress = book.find(id).orElseThrow(Answering::unknown);
    AccessRequest request = progress.request();
    if (!request.subject().key().equals(caller.subject().key())
        || !request.actor().key().equals(caller.actor().key())) {
      throw Answering.unknown();
    }
    if (!caller.tokensEnd().isAfter(request.filedAt())) {
      throw new RefusedCallException(
          Reply.problem(401, "token-refused", "The token had expired when this was filed."));
    }
    return progress;
  }

  private void requireValid(Caller caller) throws RefusedCallException {
    if (!caller.tokensEnd().isAfter(clock.instant())) {
      throw new RefusedCallException(Reply.problem(401, "token-refused", "The token has expired."));
    }
  }

  /** As books keep it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
