package io.jitjdbc.approval.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.jitjdbc.testing.MutableClock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ours and the standard's authors' library agree; everything else is forged. */
class WebhookSignatureTest {
  private static final String BODY = "{\"type\":\"jit.approval.decided\",\"data\":[\"ä🚀\"]}";
  private static final String ID = "msg_1";

  private final MutableClock clock = new MutableClock();
  private final long now = clock.instant().getEpochSecond();
  private final String signature = FakePeer.signature(WebhookFixture.SECRET, ID, now, BODY);

  private SignedMessage verify(String keys, String id, String time, String signatures)
      throws Exception {
    return new Verifier(SharedKeys.fixed("secret", keys), clock)
        .verify(headers(id, time, signatures), BODY);
  }

  private static Map<String, String> headers(String id, String time, String signatures) {
    return Map.of("webhook-id", id, "webhook-timestamp", time, "webhook-signature", signatures);
  }

  private void isForged(String id, String time, String signatures) {
    assertThatThrownBy(() -> verify(WebhookFixture.SECRET, id, time, signatures))
        .isInstanceOf(ForgedException.class)
        .message()
        .doesNotContain("v1,", WebhookFixture.SECRET);
  }

  @Test
  void theLibraryAcceptsWhatWeSign() throws Exception {
    long time = InstantSource.system().instant().getEpochSecond();
    var keys = SharedKeys.fixed("", WebhookFixture.OTHER_SECRET + ',' + WebhookFixture.SECRET);
    var headers = new HashMap<String, List<String>>();
    new SignedMessage(ID, time, BODY)
        .headers(keys.now())
        .forEach((name, value) -> headers.put(name, List.of(value)));

    for (String secret : List.of(WebhookFixture.SECRET, WebhookFixture.OTHER_SECRET)) {
      assertThatCode(() -> new Webhook(secret).verify(BODY, headers)).doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> new Webhook(WebhookFixture.secret(3)).verify(BODY, headers))
        .isInstanceOf(Exception.class);
  }

  @Test
  void weAcceptWhatTheLibrarySigns() throws Exception {
    SignedMessage message =
        verify(WebhookFixture.SECRET, ID, Long.toString(now), "v1a,AAAA v1,AAAA " + signature);

    assertThat(message).isEqualTo(new SignedMessage(ID, now, BODY));
  }

  @Test
  void aKeyThatTakesAnothersPlaceIsKnownBesideIt() throws Exception {
    String both = WebhookFixture.OTHER_SECRET + " " + WebhookFixture.SECRET;

    assertThat(verify(both, ID, Long.toString(now), signature).id()).isEqualTo(ID);
    assertThatThrownBy(() -> verify(WebhookFixture.OTHER_SECRET, ID, Long.toString(now), signature))
        .isInstanceOf(ForgedException.class);
  }

  @Test
  void nothingOfWhatIsSignedCanBeChanged() {
    isForged("msg_2", Long.toString(now), signature);
    isForged(ID, Long.toString(now + 1), signature);
    isForged(ID, "0" + now, signature);
    assertThatThrownBy(
            () ->
                new Verifier(SharedKeys.fixed("", WebhookFixture.SECRET), clock)
                    .verify(headers(ID, Long.toString(now), signature), BODY + " "))
        .isInstanceOf(ForgedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v0,", "v2,", "v1a,", "V1,", "v1", ",", "v1=", "", "v1,,"})
  void noOtherVersionIsTakenForTheOneThereIs(String prefix) {
    isForged(ID, Long.toString(now), prefix + signature.substring("v1,".length()));
  }

  @Test
  void partsOfSignaturesAndTooManyOfThemAreForged() {
    isForged(ID, Long.toString(now), "");
    isForged(ID, Long.toString(now), "v1,");
    isForged(ID, Long.toString(now), "v1,%%% v1,");
    isForged(ID, Long.toString(now), signature.substring(0, 20));
    isForged(ID, Long.toString(now), "v1,AAAA ".repeat(20) + signature);
  }

  @Test
  void fiveMinutesApartIsNearEnoughInBothDirections() throws Exception {
    for (long time : new long[] {now - 300, now + 300}) {
      String there = FakePeer.signature(WebhookFixture.SECRET, ID, time, BODY);
      assertThat(verify(WebhookFixture.SECRET, ID, Long.toString(time), there)).isNotNull();
    }
    for (long time : new long[] {now - 301, now + 301}) {
      isForged(ID, Long.toString(time), FakePeer.signature(WebhookFixture.SECRET, ID, time, BODY));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1e9", "now", "9999999999999", " 1"})
  void aTimeIsDigits(String time) {
    isForged(ID, time, signature);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "whsec_AAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "whsec_%%%",
        "whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNoSecretIsRefusedWithoutBeingShown(String text) {
    assertThatThrownBy(() -> SharedKeys.fixed("jit.approval.webhook.secret", text))
        .hasMessageContaining("jit.approval.webhook.secret")
        .hasMessageContaining("24 to 64 bytes")
        .message()
        .doesNotContain("AAAA", "%%%");
  }

  @Test
  void aKeyIsNotPrinted() {
    assertThat(SigningKey.parse(WebhookFixture.SECRET)).hasToString("key ***");
    assertThat(new SignedMessage("a", 1, BODY)).hasToString("message a");
  }
}
