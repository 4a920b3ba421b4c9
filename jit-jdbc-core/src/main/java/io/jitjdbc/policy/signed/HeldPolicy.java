package io.jitjdbc.policy.signed;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.yaml.YamlPolicy;
import io.jitjdbc.settings.InvalidSettingException;
import java.time.Instant;

/**
 * The newest policy of a target.
 *
 * @param text as it came
 * @param digest of the policy's own text
 * @param isOver its end has come, whatever the clock says later
 */
record HeldPolicy(String text, Bundle bundle, String digest, YamlPolicy policy, boolean isOver) {
  /** Decides once the policy is over. */
  static final String OVER = "policy-over";

  private static final String ADVICE = "; open a new connection, whose lease brings the next one";

  /** What a bundle holds, read. */
  static HeldPolicy of(String text, Bundle bundle) throws RefusedException {
    try {
      YamlPolicy policy = YamlPolicy.read("with serial number " + bundle.serial(), bundle.policy());
      return new HeldPolicy(text, bundle, policy.version(), policy, false);
    } catch (InvalidSettingException e) {
      throw Adoption.refused(
          String.valueOf(e.getMessage()), "Whoever signed it must correct it (jit policy check)");
    }
  }

  HeldPolicy under(String version) {
    return new HeldPolicy(text, bundle, digest, policy.under(version), isOver);
  }

  HeldPolicy at(Instant now) {
    return isOver || now.isBefore(bundle.end())
        ? this
        : new HeldPolicy(text, bundle, digest, policy, true);
  }

  /** Changes whenever a decision may. */
  String mark() {
    return isOver ? "over-" + digest : digest;
  }

  Decision decide(AuthorizationRequest request) {
    return isOver ? new Deny(OVER, policy.version(), overdue() + ADVICE) : policy.decide(request);
  }

  /** What to tell operators. */
  String overdue() {
    return "the signed policy with serial number " + bundle.serial() + " ended at " + bundle.end();
  }
}
