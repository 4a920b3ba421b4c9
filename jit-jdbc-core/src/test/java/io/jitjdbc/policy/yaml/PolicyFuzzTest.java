package io.jitjdbc.policy.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jitjdbc.settings.InvalidSettingException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are: a policy, or an InvalidSettingException. */
class PolicyFuzzTest {
  private static final String[] TOKENS = {
    "\n",
    " ",
    "  ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "!!int ",
    "!x ",
    "? ",
    "|\n",
    ">-\n",
    "'",
    "\"",
    "#",
    "%YAML 1.2\n",
    "---\n",
    "...",
    "\t",
    "\u0000",
    "é",
    "null",
    "~",
    "1e9",
    "0x1F",
    "<<",
    "server",
    "\"*.*\"",
    "rules",
    "who",
    "deny",
    "99999999999999999999",
    "\\",
    "\uFEFF"
  };

  @FuzzTest
  void neverFailsOtherwise(FuzzedDataProvider data) {
    read(data.consumeRemainingAsBytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"good/shop.yaml", "good/functions.yaml", "good/tags.yaml", "bad/many.yaml"})
  void survivesMutations(String resource) {
    byte[] seed = Policies.text(resource).getBytes(UTF_8);
    var random = new Random(7);
    int accepted = 0;
    for (int i = 0; i < 1_500; i++) {
      accepted += read(mutated(seed, random)) ? 1 : 0;
    }
    assertThat(accepted).isLessThan(1_500);
  }

  @Test
  void survivesNoise() {
    var random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThat(read(noise)).isFalse();
    }
  }

  private static boolean read(byte[] bytes) {
    try {
      PolicyReader.read("fuzzed.yaml", bytes, Policies.FUNCTIONS);
      return true;
    } catch (InvalidSettingException e) {
      assertThat(e.getMessage()).startsWith("policy fuzzed.yaml cannot be used:\n  ");
      return false;
    }
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] bytes = seed;
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      int at = random.nextInt(bytes.length);
      int until = Math.min(bytes.length, at + random.nextInt(12));
      byte[] inserted = TOKENS[random.nextInt(TOKENS.length)].getBytes(UTF_8);
      byte[] next = Arrays.copyOf(bytes, at + inserted.length + bytes.length - until);
      System.arraycopy(inserted, 0, next, at, inserted.length);
      System.arraycopy(bytes, until, next, at + inserted.length, bytes.length - until);
      bytes = next;
    }
    return bytes;
  }
}
