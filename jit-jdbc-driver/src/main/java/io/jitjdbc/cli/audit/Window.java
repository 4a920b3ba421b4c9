package io.jitjdbc.cli.audit;

import io.jitjdbc.settings.InvalidSettingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.Option;

/** The time that a command looks at: all of it, unless it is told otherwise. */
final class Window {
  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "",
      description = "From then on: 2030-01-31T18:00:00Z, 2030-01-31 (UTC), or P7D for a week ago.")
  private String since = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      defaultValue = "",
      description = "Before then, in the same forms.")
  private String until = "";

  /**
   * @param until exclusive
   */
  record Span(Instant since, Instant until) {
    boolean holds(Instant time) {
      return !time.isBefore(since) && time.isBefore(until);
    }

    /** As it was asked for; what was not asked for is left open. */
    @Override
    public String toString() {
      return (since.equals(Instant.MIN) ? "the beginning" : since)
          + " to "
          + (until.equals(Instant.MAX) ? "the end" : until);
    }
  }

  Span span(InstantSource clock) {
    Instant from = since.isEmpty() ? Instant.MIN : parse("--since", since, clock);
    Instant to = until.isEmpty() ? Instant.MAX : parse("--until", until, clock);
    if (!from.isBefore(to)) {
      throw new InvalidSettingException("--since has to lie before --until");
    }
    return new Span(from, to);
  }

  private static Instant parse(String option, String text, InstantSource clock) {
    try {
      if (text.startsWith("P")) {
        return clock.instant().minus(Duration.parse(text));
      }
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidSettingException(
          option + " has to be such as 2030-01-31T18:00:00Z, 2030-01-31 or P7D");
    }
  }
}
