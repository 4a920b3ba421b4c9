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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules that events are held against find what is broken, and nothing else. They are those of
 * OCSF 1.8.0, and name the commits that they were read from.
 */
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

  @Test
  void theyNameTheVersionAndTheCommitsThatTheyWereReadFrom() {
    assertThat(rules.version()).isEqualTo("1.8.0");
    assertThat(rules.sources())
        .contains("0026972833736358180778eb1bd5b4cf26eb88f3")
        .contains("be89969def7450dfa75e584dbb9904bdb3588db6");
  }

  @ParameterizedTest
  @CsvSource({
    "actor.user, type_id, 5",
    "database, type_id, 9",
    "dst_endpoint, port, 65536",
    "dst_endpoint, ip, 1",
    "actor.session, expiration_time, 1",
    "policy, is_applied, 1"
  })
  void aValueThatTheSchemaDoesNotListIsRejectedWithinObjectsToo(
      String object, String name, int value) throws Exception {
    Map<String, Object> broken = copy(AuditEvents.attributed("1"));
    map(parent(broken, object).get(name(object))).put(name, value);

    assertThat(rules.problems(broken)).as(name).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "actor.user, credential_uid",
    "actor, invoked_by",
    "metadata, extension",
    "metadata, data_classification"
  })
  void whatTheSchemaHasDeprecatedIsRejected(String object, String name) throws Exception {
    Map<String, Object> broken = copy(AuditEvents.attributed("1"));
    map(parent(broken, object).get(name(object))).put(name, "x");

    assertThat(rules.problems(broken)).containsExactly(object + "." + name + ": unknown attribute");
  }

  @Test
  void privilegesAndAGroupExcludeEachOther() throws Exception {
    Map<String, Object> broken = copy(AuditEvents.oneOfEach().get(2));
    assertThat(broken).containsEntry("class_uid", 3003L);
    broken.put("group", Map.of("name", "analysts"));
    assertThat(rules.problems(broken))
        .containsExactly("just one is allowed of [privileges, group]");

    broken.remove("privileges");
    assertThat(rules.problems(broken)).isEmpty();
    broken.put("activity_id", 3);
    broken.put("activity_name", "Assign Roles");
    assertThat(rules.problems(broken)).contains("activity_id: unknown to the class");
  }

  @Test
  void anUnknownProfileIsRejected() throws Exception {
    Map<String, Object> broken = copy(AuditEvents.attributed("1"));
    map(broken.get("metadata")).put("profiles", List.of("security_control", "ours"));

    assertThat(rules.problems(broken)).containsExactly("metadata.profiles: unknown profile");
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
