package io.jitjdbc.approval.book;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Digests;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalRequirement.Coverage;
import io.jitjdbc.approval.ApprovalRequirement.Waiting;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.Escalation;
import io.jitjdbc.approval.ExecutionWindow;
import io.jitjdbc.remote.JsonText;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An approval's terms as JSON, equal for equal terms; spans of time are in milliseconds. */
public final class Terms {
  private Terms() {}

  /** As one text. */
  public static String json(ApprovalRequirement requirement) {
    return JSONObjectUtils.toJSONString(fields(requirement));
  }

  /** SHA-256 of that text, in hexadecimal. */
  public static String digest(ApprovalRequirement requirement) {
    return Digests.of(json(requirement));
  }

  /** As a JSON object. */
  public static Map<String, Object> fields(ApprovalRequirement requirement) {
    var json = new LinkedHashMap<String, Object>();
    json.put("stages", requirement.stages().stream().map(Terms::stage).toList());
    json.put("answerWithin", requirement.answerWithin().toMillis());
    json.put("validFor", requirement.validFor().toMillis());
    json.put("uses", requirement.uses());
    requirement.window().ifPresent(window -> json.put("window", window(window)));
    requirement
        .escalation()
        .ifPresent(
            more ->
                json.put(
                    "escalation", groups(more.approverGroups(), "after", more.after().toMillis())));
    requirement.remindAfter().ifPresent(interval -> json.put("remindAfter", interval.toMillis()));
    requirement
        .breakGlass()
        .ifPresent(
            glass ->
                json.put(
                    "breakGlass", groups(glass.groups(), "validFor", glass.validFor().toMillis())));
    requirement.purpose().ifPresent(purpose -> json.put("purpose", purpose));
    json.put("covers", requirement.covers().name());
    json.put("valuesShown", requirement.valuesShown());
    requirement.waiting().ifPresent(word -> json.put("waiting", word.name()));
    return json;
  }

  private static Map<String, Object> stage(ApprovalStage stage) {
    return groups(stage.approverGroups(), "quorum", stage.quorum());
  }

  /** In one order always: people sign what this becomes. */
  private static Map<String, Object> groups(Set<String> groups, String name, Object value) {
    var fields = new TreeMap<String, Object>();
    fields.put("groups", new TreeSet<>(groups));
    fields.put(name, value);
    return fields;
  }

  private static Map<String, Object> window(ExecutionWindow window) {
    var fields = new TreeMap<String, Object>();
    fields.put("days", window.days().stream().map(DayOfWeek::name).sorted().toList());
    fields.put("from", window.from().toString());
    fields.put("to", window.to().toString());
    fields.put("zone", window.zone().getId());
    return fields;
  }

  /**
   * Reads them.
   *
   * @throws ParseException if this is no JSON
   * @throws IllegalArgumentException if these are no terms
   */
  public static ApprovalRequirement read(String text) throws ParseException {
    return read(JsonText.object(text));
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if these are no terms
   */
  public static ApprovalRequirement read(Map<?, ?> json) {
    try {
      var stages = new ArrayList<ApprovalStage>();
      for (Object stage : list(json.get("stages"))) {
        Map<?, ?> fields = (Map<?, ?>) stage;
        stages.add(new ApprovalStage(texts(fields.get("groups")), count(fields, "quorum")));
      }
      return new ApprovalRequirement(
          stages,
          Duration.ofMillis(number(json, "answerWithin")),
          Duration.ofMillis(number(json, "validFor")),
          count(json, "uses"),
          object(json, "window").map(Terms::window),
          object(json, "escalation").map(Terms::escalation),
          interval(json, "remindAfter"),
          object(json, "breakGlass")
              .map(
                  glass ->
                      new BreakGlass(
                          texts(glass.get("groups")),
                          Duration.ofMillis(number(glass, "validFor")))),
          Optional.ofNullable((String) json.get("purpose")),
          // Earlier releases wrote neither.
          coverage(json.get("covers")),
          Boolean.TRUE.equals(json.get("valuesShown")),
          Optional.ofNullable((String) json.get("waiting")).map(Waiting::valueOf));
    } catch (ClassCastException | DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Escalation escalation(Map<?, ?> fields) {
    return new Escalation(Duration.ofMillis(number(fields, "after")), texts(fields.get("groups")));
  }

  private static Optional<Duration> interval(Map<?, ?> fields, String name) {
    return fields.containsKey(name)
        ? Optional.of(Duration.ofMillis(number(fields, name)))
        : Optional.empty();
  }

  private static Coverage coverage(@Nullable Object word) {
    return word == null ? Coverage.STATEMENT : Coverage.valueOf(String.valueOf(word));
  }

  private static ExecutionWindow window(Map<?, ?> fields) {
    return new ExecutionWindow(
        texts(fields.get("days")).stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()),
        LocalTime.parse(String.valueOf(fields.get("from"))),
        LocalTime.parse(String.valueOf(fields.get("to"))),
        ZoneId.of(String.valueOf(fields.get("zone"))));
  }

  private static Optional<Map<?, ?>> object(Map<?, ?> fields, String name) {
    return Optional.ofNullable((Map<?, ?>) fields.get(name));
  }

  private static Set<String> texts(@Nullable Object list) {
    return list(list).stream().map(String::valueOf).collect(Collectors.toSet());
  }

  private static List<?> list(@Nullable Object value) {
    if (!(value instanceof List<?> items)) {
      throw new IllegalArgumentException();
    }
    return items;
  }

  private static int count(Map<?, ?> fields, String name) {
    return Math.toIntExact(number(fields, name));
  }

  private static long number(Map<?, ?> fields, String name) {
    if (!(fields.get(name) instanceof Number number)) {
      throw new IllegalArgumentException();
    }
    return number.longValue();
  }
}
