package io.jitjdbc.masking.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jitjdbc.masking.Hidden;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a text with several things in it, and of one that wants to be slow. */
class TextScanTest {
  private static final String CARD = "4111111111111111";

  private final Map<String, Integer> seen = new TreeMap<>();

  private static Detection all(Reaction reaction) {
    var reactions = new EnumMap<Detector, Reaction>(Detector.class);
    Arrays.stream(Detector.values()).forEach(detector -> reactions.put(detector, reaction));
    return new Detection(reactions);
  }

  private String show(Detection detection, String text) {
    return new TextScan(detection)
        .show(text, (what, count) -> seen.merge(what, count, Integer::sum));
  }

  @Test
  void hidesWhatItFindsAndKeepsTheRest() {
    assertThat(show(all(Reaction.MASK), "Ann (ann@example.org) paid with " + CARD + "."))
        .isEqualTo("Ann (•••••) paid with •••••.");
    assertThat(seen).containsExactly(Map.entry("card", 1), Map.entry("email", 1));
  }

  @Test
  void showsWhatItOnlyObserves() {
    String text = "ann@example.org, bob@example.org";

    assertThat(show(all(Reaction.OBSERVE), text)).isSameAs(text);
    assertThat(seen).containsExactly(Map.entry("email", 2));
  }

  @Test
  void hidesOneKindWhileItObservesAnother() {
    var detection =
        new Detection(Map.of(Detector.CARD, Reaction.MASK, Detector.EMAIL, Reaction.OBSERVE));

    assertThat(show(detection, CARD + " ann@example.org")).isEqualTo("••••• ann@example.org");
    assertThat(seen).containsOnlyKeys("card", "email");
  }

  @Test
  void handsBackTheSameTextWhenThereIsNothingInIt() {
    String text = "Lorem ipsum dolor sit amet, consectetur adipiscing 42.";

    assertThat(show(all(Reaction.MASK), text)).isSameAs(text);
    assertThat(seen).isEmpty();
  }

  @Test
  void looksForNothingWhenAskedForNothing() {
    assertThat(show(Detection.NOTHING, CARD)).isEqualTo(CARD);
    assertThat(Detection.NOTHING.isNothing()).isTrue();
  }

  @Test
  void keepsJsonReadable() {
    assertThat(show(all(Reaction.MASK), "{\"a\":" + CARD + ",\"b\":\"x \\\" " + CARD + "\"}"))
        .isEqualTo("{\"a\":\"•••••\",\"b\":\"x \\\" •••••\"}");
    assertThat(show(all(Reaction.MASK), " [" + CARD + "]")).isEqualTo(" [\"•••••\"]");
  }

  @Test
  void hidesTextsThatAreTooLongToBeLookedThrough() {
    String text = "x".repeat(TextScan.LONGEST + 1);

    assertThat(show(all(Reaction.MASK), text)).isEqualTo(Hidden.TEXT);
    assertThat(show(all(Reaction.OBSERVE), text)).isSameAs(text);
    assertThat(seen).containsExactly(Map.entry(TextScan.TOO_LONG, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "4 ",
        "41 ",
        "12-",
        "4111 1111 1111 111 ",
        "@",
        "a@",
        "a.",
        "a@a.",
        ".@",
        "'",
        "+1 ",
        "+",
        "(0",
        "030 12 ",
        "212-555-",
        "DE89 ",
        "de8937040044",
        "eyJ",
        "eyJhbGciOiJIUzI1NiJ9.",
        "AKIA",
        "ghp_",
        "sig=",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "-----END ",
        "\\",
        "{\"",
        "219-09-",
        "ssn",
        "aZ3/"
      })
  @Timeout(60)
  void takesNoLongerForTextsThatWantItTo(String part) {
    String text = part.repeat((1 << 20) / part.length());
    long start = System.nanoTime();
    show(all(Reaction.MASK), text);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void neverFailsWhateverTheTextIs() {
    var random = new Random(7);
    String letters = "0123456789abcDE@.-+ ()/_=%'\"\\{}:\näß\ud83d\ude00eyJAKIA";
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertThatCode(() -> show(all(Reaction.MASK), text.toString())).doesNotThrowAnyException();
    }
  }

  @Test
  void saysWhatItLooksFor() {
    var detection =
        new Detection(Map.of(Detector.CLOUD_KEY, Reaction.MASK, Detector.SSN, Reaction.OBSERVE));

    assertThat(new TextScan(detection)).hasToString("ssn: observe, cloud-key: mask");
  }

  @Test
  void combinesDetectionsByTheStricterReaction() {
    Detection one = new Detection(Map.of(Detector.CARD, Reaction.MASK));
    Detection other =
        new Detection(Map.of(Detector.CARD, Reaction.OBSERVE, Detector.SSN, Reaction.OBSERVE));

    assertThat(one.and(other).reactions())
        .containsOnly(
            Map.entry(Detector.CARD, Reaction.MASK), Map.entry(Detector.SSN, Reaction.OBSERVE));
    assertThat(one.and(other)).isEqualTo(other.and(one));
    assertThat(one.and(other).observing().masksAnything()).isFalse();
    assertThat(other.without(List.of(Detector.CARD)).reactions()).containsOnlyKeys(Detector.SSN);
  }
}
