package io.jitjdbc.cli.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.settings.InvalidSettingException;
import java.io.ByteArrayInputStream;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

  private final StringWriter prompt = new StringWriter();

  private Pace pace(String word, String typed) {
    var in = new ByteArrayInputStream(typed.getBytes(US_ASCII));
    return Pace.of(word, in, new PrintWriter(prompt));
  }

  @Test
  void waitsForTheReaderBeforeEachEntryUntilItIsEnough() throws Exception {
    Pace pace = pace("step", "\nyes\nq\n\n");

    assertThat(pace.next(BEGIN)).isTrue();
    assertThat(pace.next(BEGIN)).isTrue();
    assertThat(pace.next(BEGIN)).isFalse();
    assertThat(pace.next(BEGIN)).isFalse();
    assertThat(prompt.toString()).contains("Enter for the next");
  }

  @Test
  void anEndOfTheInputIsEnough() throws Exception {
    assertThat(pace("step", "").next(BEGIN)).isFalse();
  }

  @Test
  void takesTheTimeThatItTookOrPartOfIt() throws Exception {
    for (String word : new String[] {"as-it-was", "x2"}) {
      Pace pace = pace(word, "");
      long start = System.nanoTime();
      assertThat(pace.next(BEGIN)).isTrue();
      assertThat(pace.next(BEGIN.plusMillis(200))).isTrue();
      // Of two entries at once, or out of order, the second one waits for nothing.
      assertThat(pace.next(BEGIN)).isTrue();
      long least = word.equals("x2") ? 100 : 200;
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(least));
    }
  }

  @Test
  void waitsForNothingIfAllIsAskedForAtOnce() throws Exception {
    Pace pace = pace("at-once", "");

    assertThat(pace.next(BEGIN)).isTrue();
    assertThat(pace.next(BEGIN.plusSeconds(100_000))).isTrue();
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    Pace pace = pace("as-it-was", "");
    pace.next(BEGIN);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> pace.next(BEGIN.plusSeconds(100_000)))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "x", "x0", "x-1", "xNaN", "xInfinity", "10"})
  void otherWordsAreRefused(String word) {
    assertThatThrownBy(() -> pace(word, ""))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("at-once, as-it-was, step");
  }
}
