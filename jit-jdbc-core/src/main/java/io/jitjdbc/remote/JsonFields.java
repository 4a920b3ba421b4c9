package io.jitjdbc.remote;

import java.text.ParseException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object that somebody answered with. What is wrong is said by the field's
 * name and without its value, which may be a secret.
 */
public final class JsonFields {
  /** Four digits for the year: arithmetic with any such time is safe. */
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z");

  private final String path;
  private final Map<?, ?> fields;

  private JsonFields(String path, Map<?, ?> fields) {
    this.path = path;
    this.fields = fields;
  }

  /** The fields of a text that must be one JSON object. */
  public static JsonFields of(String text) throws ParseException {
    try {
      return new JsonFields("", JsonText.object(text));
    } catch (ParseException e) {
      // Without the cause: it quotes the text.
      throw new ParseException("it is not a JSON object", 0);
    }
  }

  /** Text that is not empty. */
  public String text(String name) throws ParseException {
    return find(name).orElseThrow(() -> wrong(name, "text that is not empty"));
  }

  /** The same, if the field is there. */
  public Optional<String> optionalText(String name) throws ParseException {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** A flag; missing or no flag, it says no. */
  public boolean says(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  /** A whole number from 0. */
  public long count(String name) throws ParseException {
    if (fields.get(name) instanceof Number number
        && number.longValue() >= 0
        && number.doubleValue() == number.longValue()) {
      return number.longValue();
    }
    throw wrong(name, "a whole number from 0");
  }

  /** A time in UTC. */
  public Instant time(String name) throws ParseException {
    String text = text(name);
    try {
      if (TIME.matcher(text).matches()) {
        return Instant.parse(text);
      }
    } catch (DateTimeParseException e) {
      // Said below, without the value.
    }
    throw wrong(name, "a time such as 2030-01-31T13:00:00Z");
  }

  /** An object. */
  public JsonFields object(String name) throws ParseException {
    if (fields.get(name) instanceof Map<?, ?> object) {
      return new JsonFields(path + name + ".", object);
    }
    throw wrong(name, "an object");
  }

  /** An object, or a list of objects. */
  public List<JsonFields> objects(String name) throws ParseException {
    if (!(fields.get(name) instanceof List<?> list)) {
      return List.of(object(name));
    }
    var objects = new ArrayList<JsonFields>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> object)) {
        throw wrong(name, "a list of objects");
      }
      objects.add(new JsonFields(path + name + ".", object));
    }
    return objects;
  }

  /** Text that may be empty; empty if the field is missing. */
  public String textOrEmpty(String name) throws ParseException {
    return "".equals(fields.get(name)) ? "" : optionalText(name).orElse("");
  }

  /** Texts by their names, in an object that may be missing. */
  public Map<String, String> texts(String name) throws ParseException {
    var texts = new LinkedHashMap<String, String>();
    if (has(name)) {
      JsonFields object = object(name);
      for (Object key : object.fields.keySet()) {
        texts.put(key.toString(), object.text(key.toString()));
      }
    }
    return texts;
  }

  /** Texts in a list. */
  public List<String> textList(String name) throws ParseException {
    if (!(fields.get(name) instanceof List<?> list)) {
      throw wrong(name, "a list of texts");
    }
    var texts = new ArrayList<String>();
    for (Object item : list) {
      if (!(item instanceof String text)) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** A whole number within bounds. */
  public long number(String name, long least, long most) throws ParseException {
    if (fields.get(name) instanceof Number number
        && number.doubleValue() == number.longValue()
        && number.longValue() >= least
        && number.longValue() <= most) {
      return number.longValue();
    }
    throw wrong(name, "a whole number from " + least + " to " + most);
  }

  /** The fields as they came: texts, numbers, flags, lists and maps of these. */
  public Map<?, ?> all() {
    return Collections.unmodifiableMap(fields);
  }

  private boolean has(String name) {
    return fields.get(name) != null;
  }

  private Optional<String> find(String name) {
    @Nullable Object value = fields.get(name);
    return value instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
  }

  private ParseException wrong(String name, String expected) {
    return new ParseException(path + name + " must be " + expected, 0);
  }
}
