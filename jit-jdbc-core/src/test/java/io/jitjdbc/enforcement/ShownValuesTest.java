package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShownValuesTest {

  private static List<String> shown(List<@Nullable Object> values) {
    return ShownValues.of(
        new Binds() {
          @Override
          public String digest() {
            return "";
          }

          @Override
          public Optional<List<@Nullable Object>> values() {
            return Optional.of(values);
          }
        });
  }

  @Test
  void tellTextsFromNumbersAndNull() {
    assertThat(shown(Arrays.asList("7", 7, null, LocalDate.of(2030, 1, 2), new byte[3])))
        .containsExactly("'7'", "7", "null", "2030-01-02", "(3 bytes)");
  }

  @Test
  void areShortAndOnOneLine() {
    assertThat(shown(List.of("a\nb"))).containsExactly("'a b'");
    assertThat(shown(List.of("x".repeat(10_000))).get(0)).hasSize(203).endsWith("…'");
    assertThat(shown(new ArrayList<>(java.util.Collections.nCopies(70, 1))))
        .hasSize(51)
        .endsWith("(and 20 more)");
  }

  @Test
  void sayThatSomeCannotBeShown() {
    Binds stream =
        new Binds() {
          @Override
          public String digest() {
            return "";
          }

          @Override
          public Optional<List<@Nullable Object>> values() {
            return Optional.empty();
          }
        };
    assertThat(ShownValues.of(stream)).containsExactly("(values that cannot be shown)");
  }
}
