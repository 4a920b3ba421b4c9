package io.jitjdbc.audit.shipping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.jitjdbc.remote.JsonText;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * An event on its way.
 *
 * @param log the log that it is from
 * @param json the event as the log has it
 * @param fields the same, read
 */
public record Shipped(String log, String json, Map<String, Object> fields) {
  public Shipped {
    requireNonNull(log);
    requireNonNull(json);
    fields = Collections.unmodifiableMap(fields);
  }

  /**
   * The event in a record of a log.
   *
   * @throws ParseException if it is none, without quoting it
   */
  public static Shipped of(String log, byte[] record) throws ParseException {
    String json = new String(record, UTF_8);
    try {
      var event = new Shipped(log, json, JsonText.object(json));
      if (!event.id().isEmpty() && event.time().isPresent()) {
        return event;
      }
    } catch (ParseException e) {
      // Said below: it quotes the text.
    }
    throw new ParseException("it is no event with an id and a time", 0);
  }

  /** The event's id: the key by which the other end drops what it has already. */
  public String id() {
    return text("id");
  }

  /** When it happened. */
  public Optional<Instant> time() {
    try {
      return Optional.of(Instant.parse(text("time")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A field that is text; empty if it is not there or something else. */
  public String text(String field) {
    return fields.get(field) instanceof String text ? text : "";
  }

  /** Without what it holds: statements are no business of a log line. */
  @Override
  public String toString() {
    return "event " + id();
  }
}
