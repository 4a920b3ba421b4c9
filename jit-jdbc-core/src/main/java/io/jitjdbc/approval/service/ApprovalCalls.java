package io.jitjdbc.approval.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.remote.Attempts;
import io.jitjdbc.remote.BearerToken;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.HttpService.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the approval service, again if need be, within one limit for all attempts together. Whatever
 * is asked may be asked twice. Thread-safe.
 */
final class ApprovalCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovalCalls.class);
  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

  /** Whoever ends a wait waits for no service; an orderly one has heard of it by then. */
  private static final Duration COURTESY = Duration.ofSeconds(1);

  private static final Duration GLANCE = Duration.ofSeconds(2);
  private static final Duration ON_THE_WAY = Duration.ofSeconds(5);

  private final HttpService service;
  private final Duration timeout;

  ApprovalCalls(HttpService service, Duration timeout) {
    this.service = service;
    this.timeout = timeout;
  }

  /**
   * One thing that is asked.
   *
   * @param deed how it is called when it does not happen
   * @param key empty where asking twice needs none
   */
  record Call(String deed, String method, String path, String key, String body) {
    static Call get(String deed, String path) {
      return new Call(deed, "GET", path, "", "");
    }
  }

  URI address() {
    return service.address();
  }

  /** What the service says in the end, whatever its status. */
  Answer ask(Presented presented, Call call) throws RefusedException {
    try {
      return ask(call, headers(presented, call), new Attempts(timeout));
    } catch (InterruptedIOException e) {
      throw Wording.interrupted(call.deed());
    }
  }

  /** The same, once and for a moment only: for what goes on if the service cannot be asked. */
  Answer glance(Presented presented, Call call) throws RefusedException {
    Map<String, String> headers = headers(presented, call);
    try {
      return service.send(
          call.method(), call.path(), headers, call.body(), shorter(GLANCE, timeout));
    } catch (InterruptedIOException e) {
      throw Wording.interrupted(call.deed());
    } catch (IOException e) {
      throw Wording.unreachable(call.deed(), String.valueOf(e.getMessage()));
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Answer ask(Call call, Map<String, String> headers, Attempts attempts)
      throws RefusedException, InterruptedIOException {
    while (true) {
      try {
        Answer answer =
            service.send(call.method(), call.path(), headers, call.body(), attempts.left());
        if (!PASSING.contains(answer.status()) || !attempts.pause(answer)) {
          return answer;
        }
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (!attempts.pause()) {
          throw Wording.unreachable(call.deed(), String.valueOf(e.getMessage()));
        }
      }
    }
  }

  /** Tells the service something, and waits no longer than a moment for it to have heard. */
  void tell(Presented presented, Call call) {
    try {
      Map<String, String> headers = headers(presented, call);
      Answer answer =
          service
              .begin(call.method(), call.path(), headers, call.body(), timeout)
              .await(shorter(COURTESY, timeout));
      if (!answer.isSuccess()) {
        LOG.warn("{}: {} answered {}", call.deed(), service.address(), answer.status());
      }
    } catch (InterruptedIOException e) {
      LOG.debug("{}: nobody waits for the answer", call.deed());
    } catch (IOException | RefusedException e) {
      LOG.warn("{}, or not yet: {}", call.deed(), e.getMessage());
    }
  }

  /** Begins to ask, and does not wait at all. */
  HttpService.Pending begin(Presented presented, Call call, Duration atMost)
      throws IOException, RefusedException {
    return service.begin(
        call.method(), call.path(), headers(presented, call), "", atMost.plus(ON_THE_WAY));
  }

  private static Map<String, String> headers(Presented presented, Call call)
      throws RefusedException {
    var headers = new TreeMap<String, String>();
    headers.put("Authorization", "Bearer " + carriable(presented.subject(), call.deed()));
    String actor = presented.actor().reveal();
    if (presented.actor().isPresent() && !actor.equals(presented.subject().reveal())) {
      headers.put("Actor-Token", carriable(presented.actor(), call.deed()));
    }
    if (!call.key().isEmpty()) {
      headers.put("Idempotency-Key", '"' + call.key() + '"');
    }
    return headers;
  }

  private static String carriable(PresentedToken token, String deed) throws RefusedException {
    if (!token.isPresent()) {
      throw RefusedException.denied(
          deed
              + ": the approval service wants the subject's own token, and none was presented. Give"
              + " one in jit.token or jit.token.file, or by setClientInfo(\"jit.subject.token\","
              + " ...) for whom a connection acts.");
    }
    if (!BearerToken.isCarriable(token.reveal())) {
      throw RefusedException.denied(
          deed
              + ": what was presented is no token that HTTP can carry, or larger than 16 KiB. Give"
              + " an ID token or an access token.");
    }
    return token.reveal();
  }

  @Override
  public String toString() {
    return "the approval service at " + service.address();
  }
}
