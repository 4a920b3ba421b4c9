package io.jitjdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.Hidden;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every mask function keeps to. Extend it with the function as its provider makes it.
 *
 * <p>Values come from a seeded generator, so that a failure shows again.
 */
public abstract class ColumnMaskContract {
  private static final int ROUNDS = 2_000;
  private static final String ALPHABET = "abzAZ019 @.-_'\"\\$\n\t\0éß漢😀\uD800\u0301";

  /** The mask under test, straight from its provider. */
  protected abstract ColumnMask mask();

  @Test
  protected void answersEveryValueWithItsOwnTypeOrNull() {
    ColumnMask mask = mask();
    values()
        .forEach(
            value -> {
              Object shown = mask.mask(value);
              if (shown != null) {
                assertThat(shown).isExactlyInstanceOf(value.getClass());
              }
            });
  }

  @Test
  protected void answersTheSameValueTheSameWay() {
    ColumnMask one = mask();
    ColumnMask other = mask();
    values()
        .forEach(
            value ->
                assertThat(Objects.deepEquals(one.mask(value), other.mask(value)))
                    .as("two masks with the same settings agree")
                    .isTrue());
  }

  @Test
  protected void neverShowsAWholeText() {
    ColumnMask mask = mask();
    values()
        .filter(value -> value instanceof String text && text.length() >= 5)
        .filter(value -> !value.toString().contains(Hidden.TEXT.substring(0, 1)))
        .forEach(
            value -> {
              if (mask.mask(value) instanceof String shown) {
                assertThat(shown).doesNotContain(value.toString());
              }
            });
  }

  @Test
  protected void neverShowsTheBytesThemselves() {
    ColumnMask mask = mask();
    values()
        .filter(value -> value instanceof byte[] bytes && bytes.length > 0)
        .forEach(value -> assertThat(mask.mask(value)).isNotEqualTo(value).isNotSameAs(value));
  }

  @Test
  protected void masksOnManyThreadsAsOnOne() {
    ColumnMask mask = mask();
    List<Object> values = values().toList();
    List<Boolean> agreed =
        values.parallelStream()
            .map(value -> Objects.deepEquals(mask.mask(value), mask().mask(value)))
            .toList();
    assertThat(agreed).doesNotContain(false);
  }

  /** Every value type, at its ends and at random. */
  protected static Stream<Object> values() {
    return Stream.concat(extremes(), random());
  }

  private static Stream<Object> extremes() {
    return Stream.of(
        "",
        "a",
        "😀😀😀😀😀😀😀😀😀",
        "\uDC00\uD800\uDC00\uD800\uDC00\uD800",
        "@",
        "@@@@@@",
        "a@",
        "@example.org",
        "alice@example.org",
        "a".repeat(100_000),
        "a".repeat(3_000) + "!",
        BigDecimal.ZERO,
        new BigDecimal("1E+2147483647"),
        new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE),
        new BigDecimal("9".repeat(5_000)),
        true,
        false,
        new byte[0],
        new byte[100_000],
        LocalDate.MIN,
        LocalDate.MAX,
        LocalTime.MIN,
        LocalTime.MAX,
        LocalDateTime.MIN,
        LocalDateTime.MAX,
        OffsetDateTime.MIN,
        OffsetDateTime.MAX);
  }

  private static Stream<Object> random() {
    var random = new Random(20_240_229);
    return Stream.generate(() -> random(random)).limit(ROUNDS);
  }

  private static Object random(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> text(random);
      case 2 -> new BigDecimal(new BigInteger(random.nextInt(1, 200), random), scale(random));
      case 3 -> random.nextBoolean();
      case 4 -> bytes(random);
      case 5 -> date(random);
      case 6 -> LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
      default -> timestamp(random);
    };
  }

  private static int scale(Random random) {
    return random.nextInt(-400, 400);
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int left = random.nextInt(40); left > 0; left--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static LocalDate date(Random random) {
    return LocalDate.ofEpochDay(random.nextInt(-1_000_000, 1_000_000));
  }

  private static Object timestamp(Random random) {
    LocalDateTime time = date(random).atTime(LocalTime.ofSecondOfDay(random.nextInt(86_400)));
    return random.nextBoolean() ? time : time.atOffset(ZoneOffset.ofHours(random.nextInt(-18, 19)));
  }
}
