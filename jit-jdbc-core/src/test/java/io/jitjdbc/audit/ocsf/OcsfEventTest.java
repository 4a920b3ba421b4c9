package io.jitjdbc.audit.ocsf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.OcsfRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OcsfEventTest {
  private final OcsfRules rules = new OcsfRules();

  static Stream<AuditEvent> events() {
    return Stream.concat(
        AuditEvents.oneOfEach().stream(),
        Stream.of(
            AuditEvents.decided("d", AuditEvents.HOSTILE, "deny"),
            AuditEvents.decided("l", "SELECT ".repeat(20_000), "permit"),
            AuditEvents.observed("o", "SELECT 1", "deny"),
            AuditEvents.attributed("a"),
            AuditEvents.counted("c"),
            AuditEvents.usedUp("u")));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyKindOfEventIsValid(AuditEvent event) {
    assertThat(rules.problems(OcsfEvent.of(EventFields.of(event)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventThatWasReadBackIsTheSame(AuditEvent event) throws Exception {
    Map<String, Object> fields = EventFields.of(event);
    Map<String, Object> parsed = JSONObjectUtils.parse(JSONObjectUtils.toJSONString(fields));

    assertThat(OcsfEvent.of(parsed)).isEqualTo(OcsfEvent.of(fields));
  }

  @Test
  void everyKindHasItsClassAndActivity() {
    Map<Object, Object> types =
        AuditEvents.oneOfEach().stream()
            .collect(
                Collectors.toMap(
                    AuditEvent::type,
                    event -> OcsfEvent.of(EventFields.of(event)).get("type_uid")));

    assertThat(types)
        .containsOnly(
            entry("session.opened", 600503),
            entry("session.closed", 600599),
            entry("lease.issued", 300301),
            entry("lease.ended", 300411),
            entry("statement.decided", 600504),
            entry("statement.explained", 600599),
            entry("statement.finished", 600501),
            entry("approval.asked", 300401),
            entry("approval.answered", 300403),
            entry("approval.bypassed", 300401));
  }

  @ParameterizedTest
  @CsvSource({
    "effect, permit, 1, 1, 1",
    "effect, deny, 2, 2, 2",
    "effect, ask, 2, 2, 2",
    "effect, '', 2, 2, 2",
    "mode, observe, 3, 17, 1",
    "approval_id, 7f3a9k2m.1, 1, 8, 1"
  })
  void tellsWhatCameOfADecision(
      String field, String value, int action, int disposition, int status) {
    Map<String, Object> event =
        changed(AuditEvents.decided("1", "SELECT 1", "permit"), field, value);

    assertThat(event)
        .contains(entry("action_id", action), entry("disposition_id", disposition))
        .contains(entry("status_id", status));
    assertThat(rules.problems(event)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "APPROVED, 3, 8",
    "CONSUMED, 3, 8",
    "REJECTED, 3, 25",
    "REVOKED, 9, 24",
    "EXPIRED, 11, 99",
    "CANCELLED, 11, 99",
    "'', 11, 99"
  })
  void tellsHowAnAccessRequestEnded(String status, int activity, int disposition) {
    Map<String, Object> event = changed(AuditEvents.oneOfEach().get(7), "status", status);

    assertThat(event)
        .contains(entry("activity_id", activity), entry("disposition_id", disposition));
    assertThat(rules.problems(event)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"exhausted, 1, 1", "updated, 5, 1", "failed, 4, 27", "denied, 4, 2", "'', 4, 27"})
  void tellsHowAStatementEnded(String outcome, int activity, int disposition) {
    Map<String, Object> event = changed(AuditEvents.oneOfEach().get(5), "outcome", outcome);

    assertThat(event)
        .contains(entry("activity_id", activity), entry("disposition_id", disposition));
    assertThat(rules.problems(event)).isEmpty();
  }

  @Test
  void carriesWhatTheSchemaHasNoPlaceFor() {
    Map<String, Object> event = OcsfEvent.of(EventFields.of(AuditEvents.attributed("1")));

    assertThat(jit(event))
        .containsEntry("v", 1)
        .containsEntry("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736")
        .containsEntry("calling_code", "shop.Orders.list")
        .containsEntry("request_id", "7f3a9k2m")
        .containsEntry("masks", List.of("email: partial (pii.email)"))
        .containsEntry("lineage", List.of("email: shop.customers.email"))
        .containsKeys("objects", "actor", "digest", "accesses")
        .doesNotContainKeys("text", "subject");
    assertThat(event)
        .containsEntry("table", Map.of("name", "shop.customers"))
        .containsEntry("database", Map.of("name", "shop", "type_id", 1, "type", "Relational"));
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db.example:5433/shop, hostname, db.example, 5433",
    "jdbc:postgresql://10.0.0.7/shop, ip, 10.0.0.7, 5432",
    "jdbc:postgresql://[2001:db8::1]/shop, ip, 2001:db8::1, 5432",
    "jdbc:postgresql://db.example:99999/shop, hostname, db.example,"
  })
  void anAddressIsNoHostnameAndAPortIsOneThatThereIs(
      String target, String member, String host, Integer port) {
    var fields = new LinkedHashMap<>(EventFields.of(AuditEvents.named("1")));
    fields.put("connection", Map.of("target", target));
    Map<String, Object> event = OcsfEvent.of(fields);

    assertThat(rules.problems(event)).isEmpty();
    Map<?, ?> endpoint = (Map<?, ?>) event.get("dst_endpoint");
    assertThat((Object) endpoint.get(member)).isEqualTo(host);
    assertThat((Object) endpoint.get("port")).isEqualTo(port);
  }

  @Test
  void carriesTheBudgetsOfAReadingAndOfARefusal() {
    var first =
        Map.of(
            "budget", "a-day", "unit", "rows", "counted", 42L, "limit", 5000L, "window_s", 86_400L);

    for (AuditEvent event : List.of(AuditEvents.counted("1"), AuditEvents.usedUp("1"))) {
      assertThat(jit(OcsfEvent.of(EventFields.of(event))).get("budgets"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .hasSize(2)
          .startsWith(first);
    }
  }

  @Test
  void aLongStatementIsCutAndSaysSo() {
    Map<String, Object> event =
        OcsfEvent.of(EventFields.of(AuditEvents.decided("1", "🚀".repeat(40_000), "permit")));

    String text = (String) ((Map<?, ?>) event.get("query_info")).get("query_string");
    assertThat(text.codePoints()).hasSize(16_384).allMatch(point -> point == 0x1F680);
    assertThat(event.get("metadata")).extracting("is_truncated").isEqualTo(true);
  }

  @Test
  void whatIsNoEventOfAKnownTypeIsRefusedWithoutItsValues() {
    Map<String, Object> unknown = Map.of("type", "secret.thing", "id", "s3cret-1");

    assertThatThrownBy(() -> OcsfEvent.of(unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("later version")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> OcsfEvent.of(Map.of())).hasMessage("the event has no type");
    assertThatThrownBy(() -> changed(AuditEvents.named("1"), "time", "s3cret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the event's time is no time in RFC 3339");
  }

  private static Map<String, Object> changed(AuditEvent event, String field, String value) {
    var fields = new LinkedHashMap<>(EventFields.of(event));
    fields.put(field, value);
    return OcsfEvent.of(fields);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> jit(Map<String, Object> event) {
    Function<Object, Map<String, Object>> map = value -> (Map<String, Object>) value;
    return map.apply(map.apply(event.get("unmapped")).get("jit"));
  }
}
