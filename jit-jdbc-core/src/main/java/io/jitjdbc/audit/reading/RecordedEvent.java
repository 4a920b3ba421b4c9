package io.jitjdbc.audit.reading;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event as a log holds it. Its fields are asked for by name, so that events of an older and of a
 * newer version can be read alike: what is missing is empty, and what is not known is in {@link
 * #fields}. Immutable.
 */
public final class RecordedEvent {
  private final Map<String, Object> fields;
  private final Instant time;

  private RecordedEvent(Map<String, Object> fields, Instant time) {
    this.fields = fields;
    this.time = time;
  }

  /** Whoever an event is about. */
  public record Person(String issuer, String id, String name) {
    public Person {
      requireNonNull(issuer);
      requireNonNull(id);
      requireNonNull(name);
    }

    /** The name, or the id of somebody who has none. */
    public String label() {
      return name.isEmpty() ? id : name;
    }

    /** Tells people of one name apart. */
    public String key() {
      return issuer + '|' + id;
    }
  }

  /**
   * One of a log's events.
   *
   * @param written when the log took it, which counts for an event that does not say
   * @throws ParseException if it is no JSON object
   */
  public static RecordedEvent parse(String json, Instant written) throws ParseException {
    Map<String, Object> fields = JSONObjectUtils.parse(json);
    return new RecordedEvent(fields, instant(String.valueOf(fields.get("time"))).orElse(written));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Such as "statement.decided". */
  public String type() {
    return text("type");
  }

  public String id() {
    return text("id");
  }

  public Instant time() {
    return time;
  }

  public String session() {
    return text("session");
  }

  /** The statement that it is about; empty if it is about none. */
  public String statementId() {
    return text("statement_id");
  }

  public Person subject() {
    return person("subject");
  }

  /** The access request that it names; empty if it names none. */
  public String request() {
    String request = text("request_id");
    return request.isEmpty() ? text("approval_id") : request;
  }

  /** A field; empty if there is none of that name. */
  public String text(String name) {
    Object value = fields.get(name);
    return value == null ? "" : String.valueOf(value);
  }

  /** A field that is a number; 0 if it is none. */
  public long number(String name) {
    return fields.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** A field that is a list; a single text is a list of one. */
  public List<String> texts(String name) {
    Object value = fields.get(name);
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return text(name).isEmpty() ? List.of() : List.of(text(name));
  }

  /** A field that is somebody. */
  public Person person(String name) {
    if (!(fields.get(name) instanceof Map<?, ?> person)) {
      return new Person("", text(name), "");
    }
    return new Person(part(person, "issuer"), part(person, "id"), part(person, "name"));
  }

  private static String part(Map<?, ?> person, String name) {
    Object value = person.get(name);
    return value == null ? "" : String.valueOf(value);
  }

  /** What the statement touches; empty for an event that is no decision. */
  public List<ColumnAccess> accesses() {
    var accesses = new ArrayList<ColumnAccess>();
    texts("accesses").forEach(text -> accesses.add(ColumnAccess.parse(text)));
    return accesses;
  }

  /** All of them, a copy. */
  public Map<String, Object> fields() {
    return new LinkedHashMap<>(fields);
  }

  /** The event as JSON. */
  public String toJson() {
    return JSONObjectUtils.toJSONString(fields);
  }

  /** Says which one it is. */
  @Override
  public String toString() {
    return type() + ' ' + id();
  }
}
