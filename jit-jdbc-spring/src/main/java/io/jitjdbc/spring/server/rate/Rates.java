package io.jitjdbc.spring.server.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.Digests;
import io.jitjdbc.protocol.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * How much each of those who ask may still ask of this instance. Thread-safe.
 *
 * <p><b>Guarantees</b>: one caller, person or address takes nothing from another; whoever shows no
 * good token is limited before a signature is looked at. <b>Does not protect against</b> many
 * addresses at once; that is for what stands in front.
 */
public final class Rates {
  private static final int MOST_TOKENS = 100_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final Buckets callers;
  private final Buckets people;
  private final Buckets addresses;

  /** Digests of what was presented and found good: their bearers are no strangers. */
  private final Cache<String, Boolean> known =
      Caffeine.newBuilder().maximumSize(MOST_TOKENS).expireAfterAccess(REMEMBERED).build();

  /** With full buckets. */
  public Rates(RateSettings settings) {
    this.callers = new Buckets(settings.callerPerSecond(), settings.callerBurst());
    this.people = new Buckets(settings.personPerSecond(), settings.personBurst());
    this.addresses = new Buckets(settings.addressPerSecond(), settings.addressBurst());
  }

  /** Whether that was presented before, and found good. */
  public boolean knows(List<String> presented) {
    return known.getIfPresent(Digests.of(presented)) != null;
  }

  /** How long the address of a stranger has to wait; nothing if it need not. */
  public Duration stranger(HttpServletRequest request) {
    return addresses.take(Addresses.of(request));
  }

  /**
   * What a stranger showed was good: they were none, and their address gets back what was taken.
   */
  public void recognize(HttpServletRequest request, List<String> presented) {
    known.put(Digests.of(presented), true);
    addresses.giveBack(Addresses.of(request));
  }

  /** What was presented is not good, or not any more. */
  public void forget(List<String> presented) {
    known.invalidate(Digests.of(presented));
  }

  /** How long that caller has to wait; nothing if they need not. */
  public Duration caller(Caller caller) {
    return callers.take(Digests.of(List.of(caller.subject().key(), caller.actor().key())));
  }

  /** How long that person has to wait; nothing if they need not. */
  public Duration person(OidcUser person) {
    String issuer = String.valueOf(person.getClaims().get("iss"));
    return people.take(Digests.of(List.of(issuer, String.valueOf(person.getSubject()))));
  }

  /** In whole seconds, as HTTP says it: after them it is true. */
  public static long seconds(Duration pause) {
    return Math.max(1, pause.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
