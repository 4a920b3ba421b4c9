package io.jitjdbc.protocol;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Somebody as their issuer names them. */
public record Party(String issuer, String id) {
  public Party {
    requireNonNull(issuer);
    requireNonNull(id);
  }

  public static Party of(Subject subject) {
    return new Party(subject.issuer(), subject.id());
  }

  /** Whether that is who the subject is. */
  public boolean is(Subject subject) {
    return equals(of(subject));
  }

  /** As a message has it. */
  public Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("issuer", issuer);
    fields.put("id", id);
    return fields;
  }

  /**
   * Reads one.
   *
   * @throws ParseException if it is none
   */
  public static Party read(JsonFields fields) throws ParseException {
    Strict.only(fields, "issuer", "id");
    return new Party(fields.text("issuer"), fields.text("id"));
  }

  /** With what else the issuer says. */
  public static Map<String, Object> fields(Subject subject) {
    Map<String, Object> fields = of(subject).fields();
    fields.put("name", subject.name());
    fields.put("groups", new TreeSet<>(subject.groups()));
    return fields;
  }

  /**
   * Reads what {@link #fields(Subject)} makes.
   *
   * @throws ParseException if it is something else
   */
  public static Subject subject(JsonFields fields) throws ParseException {
    try {
      return new Subject(
          fields.text("issuer"),
          fields.text("id"),
          fields.textOrEmpty("name"),
          new HashSet<>(fields.textList("groups")));
    } catch (IllegalArgumentException e) {
      throw new ParseException("somebody in it has no name by an issuer", 0);
    }
  }
}
