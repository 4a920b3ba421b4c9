package io.jitjdbc.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlobTest {
  @Test
  void agreesWithARegularExpression() {
    var random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      String pattern = random(random, "abAB*", 6);
      String name = random(random, "abAB", 8);
      boolean expected =
          Pattern.compile(pattern.replace("*", ".*"), Pattern.CASE_INSENSITIVE)
              .matcher(name)
              .matches();
      assertThat(new Glob(pattern).matches(name)).as(pattern + " on " + name).isEqualTo(expected);
    }
  }

  @Test
  void foldsCaseBeyondAscii() {
    assertThat(new Glob("straße_*").matches("STRAßE_1")).isTrue();
    assertThat(new Glob("*É*").matches("caféa")).isTrue();
  }

  @Test
  void takesNoLongerForAHostilePattern() {
    assertThat(new Glob("*a".repeat(500) + "b").matches("a".repeat(20_000))).isFalse();
  }

  private static String random(Random random, String alphabet, int most) {
    var text = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
