package io.jitjdbc.audit.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.OcsfRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that events are held against find what is broken, and nothing else. */
class OcsfRulesTest {
  private final OcsfRules rules = new OcsfRules();

  static Stream<AuditEvent> events() {
    return OcsfEventTest.events();
  }

  /** These were held against the published schema itself. */
  @Test
  void examplesThatThePublishedSchemaAcceptsAreAccepted() {
    List<?> examples = OcsfRules.examples();

    assertThat(examples).hasSize(3);
    assertThat(examples).allSatisfy(example -> assertThat(rules.problems(map(example))).isEmpty());
  }

  @Test
  void theExamplesOfTheDocumentationAreValid() throws Exception {
    String text = Files.readString(Path.of("AUDIT.md"));
    List<String> examples =
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
            .matcher(text)
            .results()
            .map(block -> block.group(1))
            .toList();

    assertThat(examples).hasSize(3);
    for (String example : examples) {
      assertThat(rules.problems(JSONObjectUtils.parse(example))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void withoutAnyOneRequiredAttributeAnEventIsRejected(AuditEvent event) throws Exception {
    List<String> required = rules.required(copy(event));

    assertThat(required).contains("time", "metadata.version", "class_uid").hasSizeGreaterThan(8);
    for (String path : required) {
      Map<String, Object> broken = copy(event);
      parent(broken, path).remove(name(path));
      assertThat(rules.problems(broken)).as(path).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void anAttributeOfAnotherTypeIsRejected(AuditEvent event) throws Exception {
    for (String name : OcsfEvent.of(EventFields.of(event)).keySet()) {
      Map<String, Object> broken = copy(event);
      broken.put(name, List.of(7.5));
      assertThat(rules.problems(broken)).as(name).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void anUnknownAttributeIsRejectedExceptUnderUnmapped(AuditEvent event) throws Exception {
    Map<String, Object> broken = copy(event);
    broken.put("rows", 1);
    assertThat(rules.problems(broken)).containsExactly("rows: unknown attribute");

    broken = copy(event);
    map(broken.get("metadata")).put("rows", 1);
    assertThat(rules.problems(broken)).containsExactly("metadata.rows: unknown attribute");

    broken = copy(event);
    map(broken.get("unmapped")).put("rows", 1);
    assertThat(rules.problems(broken)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void numbersAndCaptionsThatDoNotBelongTogetherAreRejected(AuditEvent event) throws Exception {
    for (String id : List.of("severity_id", "status_id", "action_id", "disposition_id")) {
      assertRejected(event, id, 77);
    }
    for (String name : List.of("severity", "status", "action", "type_name", "class_name")) {
      assertRejected(event, name, "Something");
    }
    assertRejected(event, "type_uid", 600577);
    assertRejected(event, "class_uid", 6006);
    assertRejected(event, "category_uid", 4);
    assertRejected(event, "activity_id", 98);
    assertRejected(event, "time", 1_795_437_980);
  }

  @ParameterizedTest
  @MethodSource("events")
  void withoutItsProfileAnEventHasNoDisposition(AuditEvent event) throws Exception {
    Map<String, Object> broken = copy(event);
    map(broken.get("metadata")).remove("profiles");

    assertThat(rules.problems(broken)).contains("disposition_id: unknown attribute");
  }

  @Test
  void anObjectWithoutAnyOfItsNamesIsRejected() throws Exception {
    AuditEvent event = AuditEvents.attributed("1");
    for (String object : List.of("actor", "src_endpoint", "policy", "actor.user")) {
      Map<String, Object> broken = copy(event);
      map(parent(broken, object).get(name(object))).clear();
      assertThat(rules.problems(broken)).as(object).anyMatch(line -> line.contains("at least one"));
    }
    Map<String, Object> broken = copy(event);
    broken.keySet().removeAll(List.of("database", "table"));
    assertThat(rules.problems(broken)).anyMatch(line -> line.contains("at least one"));
  }

  private void assertRejected(AuditEvent event, String name, Object value) throws Exception {
    Map<String, Object> broken = copy(event);
    broken.put(name, value);
    assertThat(rules.problems(broken)).as(name).isNotEmpty();
  }

  private static Map<String, Object> copy(AuditEvent event) throws Exception {
    return JSONObjectUtils.parse(JSONObjectUtils.toJSONString(OcsfEvent.of(EventFields.of(event))));
  }

  private static Map<String, Object> parent(Map<String, Object> event, String path) {
    Map<String, Object> at = event;
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length - 1; i++) {
      at = map(at.get(names[i]));
    }
    return at;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
