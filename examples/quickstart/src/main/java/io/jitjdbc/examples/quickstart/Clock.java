package io.jitjdbc.examples.quickstart;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the story prints them: hours, minutes and seconds, in UTC like the audit trail. */
final class Clock {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Clock() {}

  static String time(Instant instant) {
    return SECONDS.format(instant);
  }
}
