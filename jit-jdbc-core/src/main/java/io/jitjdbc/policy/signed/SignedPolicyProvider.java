package io.jitjdbc.policy.signed;

import com.nimbusds.jose.JWSAlgorithm;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import io.jitjdbc.remote.SignatureAlgorithms;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * {@code jit.policy=signed}: decides by the policies that leases bring, which a control plane
 * signed. What they must look like is written down in {@code PROTOCOL.md}.
 *
 * <p><b>Guarantees</b>: what decides was signed by a pinned key, by that issuer, for that database,
 * and is not over; a serial number never goes back, for as long as the process runs. Until a policy
 * came, and once it is over, everything is denied; a lease without one is refused. <b>Does not
 * protect against</b> an older policy that is not over yet and is the first one that a new process
 * sees, nor against whoever can change the settings.
 */
public final class SignedPolicyProvider implements PolicyDecisionPointProvider {
  static final Setting<String> ISSUER =
      Setting.of("issuer", Kind.TEXT, "The issuer of the policies, exactly as they spell it.");
  static final Setting<Path> JWKS_FILE =
      Setting.of("jwks.file", Kind.FILE, "A file with the keys to trust; read at every new lease.");
  static final Setting<List<String>> THUMBPRINTS =
      Setting.of(
          "thumbprints",
          Kind.LIST,
          "SHA-256 thumbprints (RFC 7638) of keys to trust, which policies bring along.");
  static final Setting<Set<JWSAlgorithm>> ALGORITHMS =
      Setting.of(
          "algorithms",
          SignatureAlgorithms.KIND,
          SignatureAlgorithms.ALL,
          "The signature algorithms to accept.");
  static final Setting<Duration> CLOCK_SKEW =
      Setting.of(
          "clock-skew", Kind.DURATION, "60s", "How far the issuer's clock may be from this one.");

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public SignedPolicyProvider() {
    this(InstantSource.system());
  }

  SignedPolicyProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "signed";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ISSUER, JWKS_FILE, THUMBPRINTS, ALGORITHMS, CLOCK_SKEW);
  }

  @Override
  public PolicyDecisionPoint create(SettingValues values) {
    Path file = values.find(JWKS_FILE).orElse(null);
    List<String> thumbprints = values.find(THUMBPRINTS).orElse(List.of());
    if (file == null && thumbprints.isEmpty()) {
      throw new InvalidSettingException(
          "jit.policy.signed needs the keys to trust: give jwks.file, thumbprints, or both");
    }
    var verifier =
        new BundleVerifier(
            values.get(ISSUER),
            new TrustedKeys(file, thumbprints),
            values.get(ALGORITHMS),
            values.get(CLOCK_SKEW));
    return new SignedPolicy(verifier, clock);
  }
}
