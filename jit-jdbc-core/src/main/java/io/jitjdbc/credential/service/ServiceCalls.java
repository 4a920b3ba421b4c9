package io.jitjdbc.credential.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.remote.Attempts;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.HttpService.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker service, again if need be, within one limit for all attempts together. */
final class ServiceCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceCalls.class);
  private static final String LEASES = "/v1/leases";
  private static final Set<Integer> PASSING = Set.of(502, 503, 504);

  private final HttpService service;
  private final Duration timeout;
  private final InstantSource clock;

  /**
   * What came back.
   *
   * @param askedAt this machine's time when the attempt that was answered began
   */
  record Reply(Answer answer, Instant askedAt, String service) {}

  ServiceCalls(HttpService service, Duration timeout, InstantSource clock) {
    this.service = service;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** Every attempt has the same key, so that the service issues one lease for all of them. */
  Reply lease(PresentedToken token, String key, String body) throws RefusedException {
    Map<String, String> headers =
        Map.of("Authorization", Bearer.header(token), "Idempotency-Key", '"' + key + '"');
    return persist("POST", LEASES, headers, body);
  }

  /** Asks for a later end; doing so twice gives no more than doing so once. */
  Reply renew(PresentedToken token, String id, String body) throws RefusedException {
    Map<String, String> headers = Map.of("Authorization", Bearer.header(token));
    return persist("POST", LEASES + '/' + id + "/renew", headers, body);
  }

  /** Whether the service says that the lease goes on. */
  boolean stands(PresentedToken token, String id) throws RefusedException {
    Map<String, String> headers = Map.of("Authorization", Bearer.header(token));
    Reply reply = persist("GET", LEASES + '/' + id, headers, "");
    if (reply.answer().status() != 200) {
      throw Unanswered.because(reply, token);
    }
    return LeaseState.read(reply.answer()).isActive();
  }

  private Reply persist(String method, String path, Map<String, String> headers, String body)
      throws RefusedException {
    try {
      return persist(method, path, headers, body, new Attempts(timeout));
    } catch (InterruptedIOException e) {
      throw Wording.interrupted();
    }
  }

  private Reply persist(
      String method, String path, Map<String, String> headers, String body, Attempts attempts)
      throws RefusedException, InterruptedIOException {
    while (true) {
      Instant askedAt = clock.instant();
      try {
        Answer answer = service.send(method, path, headers, body, attempts.left());
        if (!PASSING.contains(answer.status()) || !attempts.pause(answer)) {
          return new Reply(answer, askedAt, toString());
        }
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (!attempts.pause()) {
          throw Wording.unreachable(
              "the broker service at " + e.getMessage(),
              "Check the network, jit.broker.jit.address and jit.broker.jit.timeout");
        }
      }
    }
  }

  /** Gives a lease back, if the service can be reached; it ends by itself otherwise. */
  void revoke(PresentedToken token, String id) {
    try {
      Map<String, String> headers = Map.of("Authorization", Bearer.header(token));
      Answer answer = service.send("DELETE", LEASES + '/' + id, headers, "", timeout);
      if (!answer.isSuccess()) {
        LOG.warn("lease {} was not revoked: {} answered {}", id, this, answer.status());
      }
    } catch (IOException | RefusedException e) {
      LOG.warn("lease {} was not revoked: {}", id, e.getMessage());
    }
  }

  /** Does that for each lease, as far as it can be done within the limit of one. */
  void lastly(List<String> leases, Consumer<String> ending) {
    long begin = System.nanoTime();
    for (String id : leases) {
      if (System.nanoTime() - begin < timeout.toNanos()) {
        ending.accept(id);
      }
    }
  }

  @Override
  public String toString() {
    return "the broker service at " + service.address();
  }
}
