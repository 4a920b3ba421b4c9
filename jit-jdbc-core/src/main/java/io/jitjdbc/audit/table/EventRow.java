package io.jitjdbc.audit.table;

import io.jitjdbc.audit.shipping.Shipped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** From an event to its row: the columns are to find it by, and the event itself is whole. */
final class EventRow {
  static final String COLUMNS =
      "id, happened_at, type, session, subject_issuer, subject_id, subject_name, statement_id,"
          + " request_id, effect, rule_id, log, event";
  static final String PARAMETERS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

  private static final int LONGEST_ID = 160;
  private static final Pattern NO_TEXT = Pattern.compile("[\0\ud800-\udfff]");
  private static final int LARGEST_ASCII = 0x7f;

  private EventRow() {}

  /** Why it can be no row, if so. */
  static Optional<String> obstacle(Shipped event) {
    // Cut off, two ids could be one.
    return event.id().length() > LONGEST_ID || !clean(event.id()).equals(event.id())
        ? Optional.of("its id is longer than " + LONGEST_ID + " characters, or no plain text")
        : Optional.empty();
  }

  static List<Object> values(Shipped event) {
    return List.of(
        event.id(),
        event.time().map(Instant::toEpochMilli).orElse(0L),
        cut(event.text("type"), 40),
        cut(event.text("session"), 120),
        clean(person(event, "issuer")),
        cut(person(event, "id"), 255),
        clean(person(event, "name")),
        cut(event.text("statement_id"), 160),
        cut(event.text("request_id"), 160),
        cut(event.text("effect"), 40),
        clean(event.text("rule")),
        cut(event.log(), 255),
        // As it is in the log: whatever no column takes is escaped in JSON.
        clean(event.json()));
  }

  private static String person(Shipped event, String field) {
    return event.fields().get("subject") instanceof Map<?, ?> subject
            && subject.get(field) instanceof String text
        ? text
        : "";
  }

  private static String cut(String text, int most) {
    String clean = clean(text);
    if (clean.length() <= most) {
      return clean;
    }
    // Half of a pair is no text.
    return clean.substring(0, Character.isHighSurrogate(clean.charAt(most - 1)) ? most - 1 : most);
  }

  /** PostgreSQL takes no NUL in a text, and nobody half a character. */
  private static String clean(String text) {
    return isPlain(text) ? text : NO_TEXT.matcher(text).replaceAll("\ufffd");
  }

  /** Nearly every text is; a pattern takes longer to see it. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || text.charAt(i) > LARGEST_ASCII) {
        return false;
      }
    }
    return true;
  }
}
