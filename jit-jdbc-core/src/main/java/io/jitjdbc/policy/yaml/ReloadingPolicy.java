package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.settings.InvalidSettingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by the last good content of a policy file. Whoever asks after the interval looks whether
 * the file has changed, while others go on with the policy that they have: there is no thread and
 * no lock.
 */
final class ReloadingPolicy implements PolicyDecisionPoint {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadingPolicy.class);

  private final PolicyLoader loader;
  private final long intervalMillis;
  private final InstantSource clock;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Policy policy;
  private volatile @Nullable String problem;
  private volatile long lookedAt;
  // Read and written only by the thread that has set "looking".
  private @Nullable FileStamp known;

  ReloadingPolicy(PolicyLoader loader, Duration interval, InstantSource clock) {
    this.loader = loader;
    this.intervalMillis = interval.toMillis();
    this.clock = clock;
    this.lookedAt = clock.millis();
    this.policy = loader.load().policy();
    warnIfLax();
  }

  @Override
  public Decision decide(AuthorizationRequest request) {
    return current().decide(request);
  }

  @Override
  public String version() {
    return current().version();
  }

  @Override
  public String version(Instant now) {
    return current(now.toEpochMilli()).version();
  }

  @Override
  public PolicyMode mode(Subject subject) {
    return current().mode(subject);
  }

  @Override
  public boolean mindsMetadata() {
    return current().mindsMetadata();
  }

  @Override
  public Optional<String> problem() {
    Optional<String> laxity = current().laxity();
    return Optional.ofNullable(problem)
        .map(broken -> laxity.map(lax -> lax + "; " + broken).orElse(broken))
        .or(() -> laxity);
  }

  private Policy current() {
    return current(clock.millis());
  }

  private Policy current(long now) {
    // A clock that was set back must not switch the check off.
    boolean due = now - lookedAt >= intervalMillis || now < lookedAt;
    if (due && looking.compareAndSet(false, true)) {
      try {
        lookedAt = now;
        look();
      } finally {
        looking.set(false);
      }
    }
    return policy;
  }

  private void look() {
    try {
      FileStamp seen = loader.stamp();
      if (seen.equals(known)) {
        return;
      }
      // A failure is tried again each time: its cause may be a key file or a half-written policy.
      known = null;
      PolicyLoader.Loaded loaded = loader.load();
      accept(loaded.policy());
      known = loaded.stamp().isSettledAt(clock.instant()) ? loaded.stamp() : null;
    } catch (InvalidSettingException e) {
      refuse(Objects.requireNonNull(e.getMessage()));
    }
  }

  private void accept(Policy loaded) {
    if (problem != null || !loaded.version().equals(policy.version())) {
      LOG.info("policy {} is in force in version {}", loader, loaded.version());
    }
    if (!loaded.version().equals(policy.version())) {
      policy = loaded;
      warnIfLax();
    }
    problem = null;
  }

  private void warnIfLax() {
    policy.laxity().ifPresent(laxity -> LOG.warn("policy {} is in {}", loader, laxity));
  }

  private void refuse(String message) {
    if (!message.equals(problem)) {
      problem = message;
      LOG.error("policy version {} stays in force: {}", policy.version(), message);
    }
  }
}
