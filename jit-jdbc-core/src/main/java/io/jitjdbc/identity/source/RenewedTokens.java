package io.jitjdbc.identity.source;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SignIn;
import io.jitjdbc.identity.TokenSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one token for all connections of a resolver and renews it shortly before its end. One
 * thread at a time fetches; the others go on with the present token while it lasts, and else wait
 * for that thread's outcome. A failure to renew goes unnoticed while the present token lasts.
 */
public final class RenewedTokens implements TokenSource {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedTokens.class);

  private final Issuing issuing;
  private final Patience patience;
  private final InstantSource clock;
  private final AtomicReference<State> state = new AtomicReference<>(new State(null, null, null));

  public RenewedTokens(Issuing issuing, Patience patience, InstantSource clock) {
    this.issuing = requireNonNull(issuing);
    this.patience = requireNonNull(patience);
    this.clock = requireNonNull(clock);
  }

  /**
   * @param turn the one that fetches at this moment
   * @param failure of the last turn
   */
  private record State(@Nullable IssuedToken held, @Nullable Turn turn, @Nullable Failure failure) {

    Optional<PresentedToken> usable(Instant now) {
      return held != null && held.isUsable(now) ? Optional.of(held.token()) : Optional.empty();
    }
  }

  private record Failure(RefusedException refusal, Instant end) {}

  @Override
  public PresentedToken token() throws RefusedException {
    long deadline = System.nanoTime() + patience.limit().toNanos();
    Optional<PresentedToken> found = Optional.empty();
    while (found.isEmpty()) {
      found = attempt(deadline);
    }
    return found.get();
  }

  /** Empty when things have changed meanwhile and must be looked at again. */
  private Optional<PresentedToken> attempt(long deadline) throws RefusedException {
    State now = requireNonNull(state.get());
    Instant time = clock.instant();
    if (now.held() != null && now.held().isFresh(time)) {
      return Optional.of(now.held().token());
    }
    Optional<PresentedToken> usable = now.usable(time);
    if (now.turn() != null) {
      return usable.isPresent() ? usable : now.turn().await(deadline);
    }
    Failure failure = now.failure();
    if (failure != null && time.isBefore(failure.end())) {
      return Optional.of(usable.orElseThrow(() -> again(failure.refusal())));
    }
    var turn = new Turn();
    return state.compareAndSet(now, new State(now.held(), turn, null))
        ? Optional.of(fetch(now, turn))
        : Optional.empty();
  }

  private PresentedToken fetch(State before, Turn turn) throws RefusedException {
    State after = new State(before.held(), null, null);
    try {
      IssuedToken issued = issuing.issue(Optional.ofNullable(before.held()));
      requireUsable(issued);
      after = new State(issued, null, null);
      turn.succeed(issued.token());
      return issued.token();
    } catch (RefusedException e) {
      if (e.state() == SqlState.CANCELLED) {
        // Only this thread was told to stop: the next one takes over.
        throw e;
      }
      turn.fail(e);
      after = new State(before.held(), null, new Failure(e, clock.instant().plus(patience.rest())));
      return standIn(before, e);
    } finally {
      state.set(after);
      turn.end();
    }
  }

  private PresentedToken standIn(State before, RefusedException e) throws RefusedException {
    PresentedToken usable = before.usable(clock.instant()).orElseThrow(() -> again(e));
    LOG.warn("A token could not be renewed, and the present one is used on: {}", e.getMessage());
    return usable;
  }

  private void requireUsable(IssuedToken issued) throws RefusedException {
    if (!issued.isUsable(clock.instant())) {
      throw SignIn.refused(
          "the token that was issued is over already",
          "Compare the clocks of this machine and of the issuer, and look what keeps old tokens");
    }
  }

  /** Each thread throws one of its own: where it was thrown is part of an exception. */
  private static RefusedException again(RefusedException e) {
    return new RefusedException(e.state(), e.getMessage());
  }

  /**
   * A token that was refused though it is new would be refused again, so it is kept for a while.
   */
  @Override
  public boolean discard(PresentedToken refused) {
    State now = requireNonNull(state.get());
    IssuedToken held = now.held();
    if (held == null
        || !held.token().reveal().equals(refused.reveal())
        || !isOld(held, clock.instant())) {
      return false;
    }
    return state.compareAndSet(now, new State(held.spent(), now.turn(), now.failure()));
  }

  private boolean isOld(IssuedToken held, Instant now) {
    return Duration.between(held.since(), now).compareTo(patience.rest()) > 0;
  }
}
