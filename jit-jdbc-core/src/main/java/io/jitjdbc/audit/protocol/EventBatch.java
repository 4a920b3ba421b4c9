package io.jitjdbc.audit.protocol;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Events as a driver brings them. What one of them has wrong is said of that one only: the others
 * need not wait for somebody to repair it.
 *
 * @param events by id, the first of each
 * @param refused why, by id
 * @param repeated how many had the id of one before them
 */
record EventBatch(List<ReceivedEvent> events, Map<String, String> refused, int repeated) {
  static final int MOST_EVENTS = 1000;

  private static final Pattern TYPE = Pattern.compile("[a-z][a-z._-]{0,39}");
  private static final int LONGEST_ID = 160;
  private static final int LONGEST_LOG = 200;

  static EventBatch read(String body) throws ParseException {
    JsonFields fields = JsonFields.of(body);
    only(fields, Set.of("log", "events"));
    String log = log(fields.text("log"));
    List<JsonFields> objects = objects(fields);
    if (objects.isEmpty() || objects.size() > MOST_EVENTS) {
      throw new ParseException("events must be from 1 to " + MOST_EVENTS, 0);
    }
    var events = new LinkedHashMap<String, ReceivedEvent>();
    var refused = new LinkedHashMap<String, String>();
    int repeated = 0;
    for (JsonFields object : objects) {
      String id = object.text("id");
      if (events.containsKey(id) || refused.containsKey(id)) {
        repeated++;
        continue;
      }
      try {
        events.put(id, event(id, log, object));
      } catch (ParseException e) {
        refused.put(id, e.getMessage());
      }
    }
    return new EventBatch(List.copyOf(events.values()), refused, repeated);
  }

  /** A log's name: it may become that of a file. */
  static String log(String name) throws ParseException {
    if (name.length() > LONGEST_LOG || !name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      throw new ParseException(
          "log must be up to " + LONGEST_LOG + " letters, digits, dots, dashes and underscores", 0);
    }
    return name;
  }

  static void only(JsonFields fields, Set<String> names) throws ParseException {
    if (!names.containsAll(fields.all().keySet())) {
      throw new ParseException("it has a field besides " + String.join(", ", names), 0);
    }
  }

  private static List<JsonFields> objects(JsonFields fields) throws ParseException {
    if (!(fields.all().get("events") instanceof List<?>)) {
      throw new ParseException("events must be a list of objects", 0);
    }
    return new ArrayList<>(fields.objects("events"));
  }

  @SuppressWarnings("unchecked")
  private static ReceivedEvent event(String id, String log, JsonFields fields)
      throws ParseException {
    if (id.length() > LONGEST_ID) {
      throw new ParseException("id must be up to " + LONGEST_ID + " characters", 0);
    }
    String type = fields.text("type");
    if (!TYPE.matcher(type).matches()) {
      throw new ParseException("type must be lower case words with dots", 0);
    }
    fields.object("subject").text("id");
    String json = JSONObjectUtils.toJSONString((Map<String, ?>) fields.all());
    return new ReceivedEvent(id, fields.time("time"), type, fields.text("session"), log, json);
  }
}
