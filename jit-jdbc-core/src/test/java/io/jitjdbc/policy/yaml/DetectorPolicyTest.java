package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.INSERT;
import static io.jitjdbc.access.Action.SELECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.masking.detection.Detector;
import io.jitjdbc.masking.detection.Reaction;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Obligation.GuardColumn;
import io.jitjdbc.policy.Obligation.ScanColumn;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which texts a policy has looked through, for whom, and what it keeps from being stored. */
class DetectorPolicyTest {
  private final Policy policy = Policies.read(Policies.text("good/detectors.yaml"));

  private <T> Stream<T> obligations(Asking asking, Class<T> type) {
    var permit = (Permit) policy.decide(asking.request());
    return permit.obligations().stream().filter(type::isInstance).map(type::cast);
  }

  private Map<Detector, Reaction> on(Asking asking) {
    return obligations(asking, ScanColumn.class)
        .map(scan -> scan.detection().reactions())
        .findFirst()
        .orElse(Map.of());
  }

  @Test
  void looksForWhatItNamesAndForAllElseByDefault() {
    assertThat(on(Asking.by("ann", "analysts").does(SELECT, "shop.notes", "text")))
        .containsEntry(Detector.CARD, Reaction.MASK)
        .containsEntry(Detector.SSN, Reaction.OBSERVE)
        .doesNotContainKey(Detector.PHONE)
        .hasSize(Detector.values().length - 1);
  }

  @Test
  void leavesExceptedColumnsAlone() {
    assertThat(on(Asking.by("ann", "analysts").does(SELECT, "shop.orders", "reference"))).isEmpty();
  }

  @Test
  void leavesAloneWhatARuleRevealsAndNothingElse() {
    assertThat(on(Asking.by("fay", "fraud").does(SELECT, "shop.notes", "text")))
        .doesNotContainKey(Detector.CARD)
        .containsEntry(Detector.IBAN, Reaction.MASK);
    Asking both = Asking.by("fay", "fraud", "analysts").does(SELECT, "shop.orders", "remark");
    assertThat(on(both)).containsKey(Detector.CARD);
  }

  @Test
  void looksThroughNothingForWhoMaySeeEverything() {
    assertThat(on(Asking.by("olga", "owners").does(SELECT, "shop.notes", "text"))).isEmpty();
  }

  @Test
  void guardsTextsThatAreStoredBecauseSomebodySeesThemMasked() {
    assertThat(
            obligations(
                    Asking.by("cleo", "clerks").does(INSERT, "shop.notes", "text"),
                    GuardColumn.class)
                .map(GuardColumn::why))
        .containsExactly("detectors");
    assertThat(
            obligations(
                Asking.by("ann", "analysts").does(SELECT, "shop.notes", "text"), GuardColumn.class))
        .isEmpty();
    assertThat(
            obligations(
                Asking.by("cleo", "clerks").does(INSERT, "shop.orders", "reference"),
                GuardColumn.class))
        .isEmpty();
  }

  @Test
  void guardsTheColumnThatIsStoredAndNoneThatIsOnlyRead() {
    Asking both =
        Asking.by("cleo", "clerks", "analysts")
            .does(INSERT, "shop.notes", "text")
            .does(SELECT, "shop.orders", "remark");

    assertThat(obligations(both, GuardColumn.class).map(guard -> guard.column().path()))
        .containsExactly("shop.notes.text");
  }

  @Test
  void looksForNothingWithoutTheSection() {
    Policy plain = Policies.read(Policies.text("good/smallest.yaml"));

    assertThat(plain.detectors()).isEqualTo(Detectors.NONE);
  }

  @Test
  void saysWhatIsWrongWithTheSection() {
    String text = Policies.text("good/detectors.yaml");

    assertThatThrownBy(() -> Policies.read(text.replace("card: mask", "cart: mask")))
        .hasMessageContaining("detectors.cart: unknown detector \"cart\"; did you mean \"card\"?");
    assertThatThrownBy(() -> Policies.read(text.replace("card: mask", "card: hide")))
        .hasMessageContaining("unknown reaction \"hide\"");
    assertThatThrownBy(() -> Policies.read(text.replace("[detector.card]", "[detector.cart]")))
        .hasMessageContaining("unknown tag \"detector.cart\"");
  }
}
