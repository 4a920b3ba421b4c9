package io.jitjdbc.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a setting's value: how text is read, and what to say when it cannot be.
 *
 * @param expects what a valid value looks like, for error messages: "a duration such as 30s or 5m"
 * @param choices the only valid values; empty when there are too many to list
 * @param parser throws {@link IllegalArgumentException} for text that it cannot read
 */
public record Kind<T>(String expects, List<String> choices, Function<String, T> parser) {
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  public static final Kind<String> TEXT = of("text", Function.identity());
  public static final Kind<Path> FILE = of("a file name", Kind::path);
  public static final Kind<Integer> COUNT = of("a whole number from 0", Kind::count);
  public static final Kind<Duration> DURATION =
      of("a duration such as 500ms, 30s, 5m or PT5M", Kind::duration);
  public static final Kind<List<String>> LIST = of("a comma-separated list", Kind::list);
  public static final Kind<Boolean> FLAG =
      new Kind<>("true or false", List.of("true", "false"), Kind::flag);

  public Kind {
    requireNonNull(expects);
    choices = List.copyOf(choices);
    requireNonNull(parser);
  }

  /** One constant of an enum, written in lower case with dashes. */
  public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    var names = Arrays.stream(type.getEnumConstants()).map(Kind::spelled).toList();
    return new Kind<>("one of " + names, names, text -> constant(type, text));
  }

  private static <T> Kind<T> of(String expects, Function<String, T> parser) {
    return new Kind<>(expects, List.of(), parser);
  }

  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> spelled(constant).equals(text.trim().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Integer count(String text) {
    int number = Integer.parseInt(text.trim());
    if (number < 0) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private static Duration duration(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return isoDuration(text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static Duration isoDuration(String text) {
    try {
      Duration duration = Duration.parse(text.trim());
      if (duration.isNegative()) {
        throw new IllegalArgumentException();
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::trim)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private static Boolean flag(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }
}
