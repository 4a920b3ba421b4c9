package io.jitjdbc.examples.quickstart;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The file of JSON lines that jit-jdbc wrote, read as anybody may read it. */
final class AuditTrail {
  private final Path file;

  AuditTrail(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** One line of the file, by field. */
  record Event(Map<String, Object> fields, String line) {

    String type() {
      return text("type");
    }

    /** A time as the story prints it. */
    String clock(String field) {
      return Clock.time(Instant.parse(text(field)));
    }

    /** How people call whoever asked. */
    String subject() {
      return ofSubject("name");
    }

    /** Who vouches for them. */
    String issuer() {
      return ofSubject("issuer");
    }

    private String ofSubject(String field) {
      return fields.get("subject") instanceof Map<?, ?> person
          ? String.valueOf(person.get(field))
          : "";
    }

    String text(String field) {
      return String.valueOf(fields.getOrDefault(field, ""));
    }

    String list(String field) {
      return fields.get(field) instanceof List<?> values
          ? String.join(", ", values.stream().map(String::valueOf).toList())
          : "";
    }
  }

  List<Event> events() throws IOException, ParseException {
    var events = new ArrayList<Event>();
    for (String line : Files.readAllLines(file)) {
      events.add(new Event(JSONObjectUtils.parse(line), line));
    }
    return events;
  }

  /** The last event of a type. */
  Event last(String type) throws IOException, ParseException {
    List<Event> found = events().stream().filter(event -> event.type().equals(type)).toList();
    return found.get(found.size() - 1);
  }
}
