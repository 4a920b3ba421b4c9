package io.jitjdbc.credential.vault;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.LeaseRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client tokens of our own, shared between requests. Whoever needs one first signs in or renews it;
 * the others wait for the same answer, and nobody holds a lock meanwhile.
 */
final class SignedIn implements ClientTokens {
  private static final Logger LOG = LoggerFactory.getLogger(SignedIn.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** What is refused by a token this young, is refused by its policies. */
  private static final Duration YOUNG = Duration.ofSeconds(10);

  private final VaultApi api;
  private final Login login;
  private final InstantSource clock;
  private final Map<Object, CompletableFuture<ClientToken>> tokens = new ConcurrentHashMap<>();

  /** Tokens that were replaced; leases may still hang on them. */
  private final Set<ClientToken> former = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  SignedIn(VaultApi api, Login login, InstantSource clock) {
    this.api = api;
    this.login = login;
    this.clock = clock;
  }

  @Override
  public ClientToken token(LeaseRequest request) throws RefusedException {
    Object key = login.sharedBy(request);
    var mine = new CompletableFuture<ClientToken>();
    while (true) {
      CompletableFuture<ClientToken> shared = tokens.putIfAbsent(key, mine);
      if (shared == null) {
        return fetch(request, mine, null);
      }
      ClientToken token = await(shared);
      if (token == null) {
        tokens.remove(key, shared);
      } else if (token.isFreshAt(clock.instant())) {
        return token;
      } else if (tokens.replace(key, shared, mine)) {
        return fetch(request, mine, token);
      }
    }
  }

  @Override
  public boolean giveUp(LeaseRequest request, ClientToken refused) {
    if (refused.isYoungerThan(YOUNG, clock.instant())) {
      return false;
    }
    tokens.computeIfPresent(
        login.sharedBy(request),
        (key, future) -> {
          ClientToken known = future.getNow(null);
          return known != null && known.isSameAs(refused) ? null : future;
        });
    // It may be good for other things than the one that was refused.
    former.add(refused);
    return true;
  }

  @Override
  public boolean end() {
    closed = true;
    var living = new ArrayList<>(former);
    tokens.values().stream()
        .filter(SignedIn::isSignedIn)
        .map(CompletableFuture::join)
        .forEach(living::add);
    former.clear();
    tokens.clear();
    Instant now = clock.instant();
    living.removeIf(token -> token.isOverAt(now));
    return living.stream().allMatch(this::end);
  }

  private ClientToken fetch(
      LeaseRequest request, CompletableFuture<ClientToken> mine, @Nullable ClientToken old)
      throws RefusedException {
    boolean done = false;
    try {
      ClientToken token = old == null ? signIn(request) : renewed(request, old);
      mine.complete(token);
      done = true;
      // Only now, so that either closing finds the token or this finds it closed.
      if (closed && end(token)) {
        LOG.debug("A token of Vault came too late and was revoked");
      }
      refuseIfClosed();
      return token;
    } catch (RefusedException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      if (!done) {
        tokens.remove(login.sharedBy(request), mine);
        mine.completeExceptionally(
            VaultRefusal.unreachable("No lease: signing in to Vault failed"));
      }
    }
  }

  private ClientToken signIn(LeaseRequest request) throws RefusedException {
    refuseIfClosed();
    forgetWhatIsOver();
    return login.login(request);
  }

  private void forgetWhatIsOver() {
    Instant now = clock.instant();
    former.removeIf(token -> token.isOverAt(now));
    tokens.values().removeIf(future -> isSignedIn(future) && future.join().isOverAt(now));
  }

  private static boolean isSignedIn(CompletableFuture<ClientToken> future) {
    return future.isDone() && !future.isCompletedExceptionally();
  }

  /** The old one with a later end, or else a new one. */
  private ClientToken renewed(LeaseRequest request, ClientToken old) throws RefusedException {
    refuseIfClosed();
    Instant now = clock.instant();
    if (old.isRenewable() && !old.isOverAt(now)) {
      VaultAnswer answer = api.send(VaultCall.renewSelf(), old, Map.of());
      Duration left = left(answer);
      if (old.until(now.plus(left)).isFreshAt(now)) {
        return old.until(now.plus(left));
      }
    }
    former.add(old);
    return signIn(request);
  }

  /** How much longer Vault lets it live; nothing if it does not say, or refuses. */
  private static Duration left(VaultAnswer answer) {
    return answer
        .fields()
        .object("auth")
        .flatMap(auth -> auth.duration("lease_duration"))
        .orElse(Duration.ZERO);
  }

  private void refuseIfClosed() throws RefusedException {
    if (closed) {
      throw VaultRefusal.unreachable("No lease: the vault broker is closed");
    }
  }

  private boolean end(ClientToken token) {
    try {
      VaultAnswer answer = api.send(VaultCall.revokeSelf(), token, Map.of());
      if (!answer.isSuccess()) {
        LOG.debug("A token of Vault was not revoked: {}", answer.errors());
      }
      return answer.isSuccess();
    } catch (RefusedException e) {
      LOG.warn("A token of Vault could not be revoked and ends by itself: {}", e.getMessage());
      return false;
    }
  }

  /** Null if whoever was to answer was interrupted. */
  private static @Nullable ClientToken await(CompletableFuture<ClientToken> shared)
      throws RefusedException {
    try {
      return shared.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        if (refused.state() == SqlState.CANCELLED) {
          return null;
        }
        throw new RefusedException(refused.state(), refused.getMessage());
      }
      throw VaultRefusal.unreachable("No lease: signing in to Vault failed");
    } catch (TimeoutException e) {
      throw VaultRefusal.unreachable("No lease: signing in to Vault took too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(
          SqlState.CANCELLED, "No lease: the thread was interrupted while it waited for Vault.");
    }
  }
}
