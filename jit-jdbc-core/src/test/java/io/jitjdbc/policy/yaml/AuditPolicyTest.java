package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.SELECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Keeping;
import io.jitjdbc.policy.Obligation.KeepRecording;
import io.jitjdbc.settings.InvalidSettingException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a permit demands to be recorded beside its events. */
class AuditPolicyTest {
  private static final Optional<MaskSpec> HASH =
      Optional.of(new MaskSpec("hash", Map.of("key.env", "PATH")));

  private static Optional<KeepRecording> recording(Policy policy, Asking asking) {
    return ((Permit) policy.decide(asking.request()))
        .obligations().stream()
            .filter(KeepRecording.class::isInstance)
            .map(KeepRecording.class::cast)
            .findFirst();
  }

  private static Optional<KeepRecording> recording(Asking asking) {
    return recording(Policies.read(Policies.text("good/audit.yaml")), asking);
  }

  @Test
  void isWhatThePolicySaysForAll() {
    assertThat(recording(Asking.by("ann", "analysts").does(SELECT, "shop.customers", "email")))
        .contains(new KeepRecording(true, Keeping.HASH, Keeping.HASH, false, HASH));
  }

  @Test
  void isNothingWhereTheRuleSaysSo() {
    assertThat(recording(Asking.by("joe", "jobs").does(SELECT, "shop.orders", "id"))).isEmpty();
  }

  @Test
  void isWhatTheRuleSaysOfWhatItSpeaksOf() {
    assertThat(recording(Asking.by("ann", "analysts").does(SELECT, "shop.payroll", "amount")))
        .contains(new KeepRecording(true, Keeping.OMIT, Keeping.HASH, true, HASH));
  }

  @Test
  void isDemandedByOneOfSeveralRules() {
    assertThat(
            recording(Asking.by("joe", "jobs", "analysts").does(SELECT, "shop.customers", "email")))
        .contains(new KeepRecording(true, Keeping.HASH, Keeping.HASH, false, HASH));
  }

  @Test
  void isDemandedOfStatementsThatTouchNothing() {
    assertThat(recording(Asking.by("ann"))).isPresent();
  }

  @Test
  void isNothingWhereNobodySpeaksOfIt() {
    Policy policy = Policies.shop();
    assertThat(
            recording(policy, Asking.by("ann", "analysts").does(SELECT, "shop.customers", "email")))
        .isEmpty();
  }

  @Test
  void hashesNothingWithoutAKey() {
    String keyless =
        Policies.text("good/audit.yaml")
            .replace("function: hash, key.env: PATH", "function: redact");
    assertThatThrownBy(() -> Policies.read(keyless))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("audit: a hash needs a key");
  }

  @Test
  void printsNoKey() {
    assertThat(
            recording(Asking.by("ann", "analysts").does(SELECT, "shop.customers", "email"))
                .toString())
        .doesNotContain("PATH");
  }
}
