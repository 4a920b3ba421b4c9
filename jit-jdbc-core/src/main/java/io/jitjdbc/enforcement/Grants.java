package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalBinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Approvals that are good for whatever is run on one connection, until they end or are taken back.
 * Thread-safe; two threads that need the same one at once may take a use each.
 */
final class Grants {
  /** How long a grant is believed in without asking whether it was taken back. */
  private static final Duration BELIEVED = Duration.ofSeconds(1);

  private final List<Held> held = new CopyOnWriteArrayList<>();

  /** One of them, and when its service was asked last. */
  private static final class Held {
    private final Approval approval;
    private volatile Instant askedAt;

    Held(Approval approval, Instant askedAt) {
      this.approval = approval;
      this.askedAt = askedAt;
    }
  }

  /** Whether an approval was taken back. */
  @FunctionalInterface
  interface Revocations {
    boolean isRevoked(Approval approval);
  }

  /** Obtains one. */
  @FunctionalInterface
  interface Obtaining {
    Approval obtain() throws RefusedException;
  }

  /** The one for exactly this, or a new one, which is kept. */
  Approval obtain(
      ApprovalBinding binding, Instant now, Revocations revocations, Obtaining otherwise)
      throws RefusedException {
    Optional<Approval> known = find(binding, now, revocations);
    if (known.isPresent()) {
      return known.get();
    }
    Approval fresh = otherwise.obtain();
    held.add(new Held(fresh, now));
    return fresh;
  }

  private Optional<Approval> find(ApprovalBinding binding, Instant now, Revocations revocations) {
    held.removeIf(one -> !one.approval.expiresAt().isAfter(now));
    Optional<Held> known =
        held.stream().filter(one -> one.approval.binding().equals(binding)).findFirst();
    if (known.isPresent() && !stands(known.get(), now, revocations)) {
      held.remove(known.get());
      return Optional.empty();
    }
    return known.map(one -> one.approval);
  }

  private static boolean stands(Held one, Instant now, Revocations revocations) {
    if (one.askedAt.plus(BELIEVED).isAfter(now)) {
      return true;
    }
    one.askedAt = now;
    return !revocations.isRevoked(one.approval);
  }

  /** Whoever has the connection next has none. */
  void clear() {
    held.clear();
  }
}
