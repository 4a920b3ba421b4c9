package io.jitjdbc.audit.ocsf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the parts that every class has around those of one. */
final class Draft {
  private static final String VERSION = "1.8.0";
  private static final int FORMAT = 1;

  /** An event with a longer statement would not pass through every collector. */
  private static final int LONGEST_TEXT = 32_768;

  /** What has its own place in the event. */
  private static final Set<String> PLACED =
      Set.of("type", "id", "time", "session", "subject", "text");

  private final Fields fields;
  private final Json event;

  Draft(Fields fields, EventClass kind, int activity, String activityName) {
    this.fields = fields;
    this.event = kind.classify(activity, activityName);
  }

  Draft control(Control control) {
    control.describe(event);
    event
        .put("time", fields.millis("time"))
        .put("timezone_offset", 0)
        .put("message", message())
        .object("metadata", metadata());
    if (control.isDenial() || control == Control.ERROR) {
      event.text("status_code", fields.text("sql_state"));
      event.text("status_detail", fields.text("reason"));
    }
    return this;
  }

  /** Never between the halves of one character. */
  static String shortened(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, splits ? LONGEST_TEXT - 1 : LONGEST_TEXT);
  }

  Json event() {
    return event;
  }

  Map<String, Object> done() {
    event.object("unmapped", new Json().object("jit", rest()));
    return event.members();
  }

  private String message() {
    String name = fields.object("subject").text("name");
    String result =
        List.of("effect", "outcome", "status", "reason").stream()
            .map(fields::text)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    return name + ": " + fields.text("type") + (result.isEmpty() ? "" : ", " + result);
  }

  private Json metadata() {
    String id = fields.required("id");
    Json metadata =
        new Json()
            .put("version", VERSION)
            .put("profiles", List.of("security_control"))
            .put("uid", id)
            .text("correlation_uid", fields.text("session"));
    String number = id.substring(id.lastIndexOf('-') + 1);
    if (number.matches("\\d{1,9}")) {
      metadata.put("sequence", Integer.parseInt(number));
    }
    if (fields.text("text").length() > LONGEST_TEXT) {
      metadata.put("is_truncated", true);
    }
    return metadata
        .put("log_name", "jit-audit")
        .put("log_provider", "jit-jdbc")
        .object("product", new Json().put("name", "jit-jdbc").put("vendor_name", "jit-jdbc"));
  }

  private Json rest() {
    Json rest = new Json().put("v", FORMAT).put("event", fields.text("type"));
    fields
        .all()
        .forEach(
            (name, value) -> {
              boolean isSame = name.equals("actor") && value.equals(fields.all().get("subject"));
              if (!PLACED.contains(name) && !isSame) {
                rest.put((String) name, plain(value));
              }
            });
    return rest;
  }

  /** The same, whatever a parser made of it: numbers are counts here. */
  private static Object plain(Object value) {
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Draft::plain).toList();
    }
    if (value instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<String, Object>();
      map.forEach((name, member) -> copy.put((String) name, plain(member)));
      return copy;
    }
    return value;
  }
}
