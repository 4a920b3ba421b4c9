package io.jitjdbc.policy.signed;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides by the newest bundle of each target. Without locks: what is held is exchanged whole. */
final class SignedPolicy implements PolicyDecisionPoint {
  /** Decides where no policy came. */
  static final String NO_POLICY = "no-policy";

  private static final Logger LOG = LoggerFactory.getLogger(SignedPolicy.class);

  private final BundleVerifier verifier;
  private final InstantSource clock;
  private final AtomicReference<HeldPolicies> policies = new AtomicReference<>(HeldPolicies.NONE);

  SignedPolicy(BundleVerifier verifier, InstantSource clock) {
    this.verifier = verifier;
    this.clock = clock;
  }

  @Override
  public void adopt(String signedPolicy, String target) throws RefusedException {
    Instant now = clock.instant();
    boolean known =
        current(now).of(target).filter(held -> held.text().equals(signedPolicy)).isPresent();
    if (!known) {
      take(target, HeldPolicy.of(signedPolicy, verifier.verify(signedPolicy, target, now)));
    }
  }

  private void take(String target, HeldPolicy newer) throws RefusedException {
    HeldPolicies before;
    HeldPolicies after;
    do {
      before = requireNonNull(policies.get());
      after = before.with(target, newer);
    } while (!policies.compareAndSet(before, after));
    if (!after.version().equals(before.version())) {
      LOG.info(
          "policy with serial number {} is in force for {} in version {}",
          newer.bundle().serial(),
          target,
          after.version());
      newer.policy().laxity().ifPresent(lax -> LOG.warn("policy for {} is in {}", target, lax));
    }
  }

  @Override
  public Decision decide(AuthorizationRequest request) {
    HeldPolicies now = current(clock.instant());
    return now.of(request.context().target())
        .map(held -> held.decide(request))
        .orElseGet(() -> nothingHeld(request.context().target(), now.version()));
  }

  private static Decision nothingHeld(String target, String version) {
    return new Deny(
        NO_POLICY,
        version,
        "no signed policy came for "
            + target
            + " yet; open a connection through a broker that hands out policies");
  }

  @Override
  public String version() {
    return version(clock.instant());
  }

  @Override
  public String version(Instant now) {
    return current(now).version();
  }

  /** Which target is not known here, so that all of them must agree before nothing is enforced. */
  @Override
  public PolicyMode mode(Subject subject) {
    HeldPolicies now = current(clock.instant());
    boolean observed =
        !now.all().isEmpty()
            && now.all().stream()
                .allMatch(
                    held -> !held.isOver() && held.policy().mode(subject) == PolicyMode.OBSERVE);
    return observed ? PolicyMode.OBSERVE : PolicyMode.ENFORCE;
  }

  /** Which target is not known here; the others' policies say no more of it than theirs does. */
  @Override
  public boolean mindsMetadata() {
    return current(clock.instant()).all().stream().anyMatch(held -> held.policy().mindsMetadata());
  }

  @Override
  public Optional<String> problem() {
    String problems =
        current(clock.instant()).all().stream()
            .flatMap(SignedPolicy::problems)
            .collect(Collectors.joining("; "));
    return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
  }

  private static Stream<String> problems(HeldPolicy held) {
    return held.isOver() ? Stream.of(held.overdue()) : held.policy().laxity().stream();
  }

  private HeldPolicies current(Instant now) {
    HeldPolicies held = requireNonNull(policies.get());
    HeldPolicies still = held.at(now);
    // Whoever was faster has seen the same end, or brought a newer policy.
    return held == still || policies.compareAndSet(held, still) ? still : current(now);
  }
}
