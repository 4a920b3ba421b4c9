package io.jitjdbc.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.jitjdbc.testing.AuditEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFieldsTest {

  @Test
  void namesAndOrderAreStable() {
    assertThat(AuditEvents.oneOfEach())
        .extracting(event -> String.join(" ", EventFields.of(event).keySet()))
        .containsExactly(
            common("target application purpose lease_id"),
            common("reason"),
            common("lease_id database_user target expires_at"),
            common("lease_id reason"),
            common(
                "statement_id kind text digest accesses purpose mode effect rule policy_version"
                    + " reason masks approval_id"),
            common("statement_id outcome sql_state rows columns_read found duration_us"),
            common("statement_id request_id rule groups"),
            common("statement_id request_id status approvers evidence"),
            common("statement_id request_id rule reason"),
            common(
                "about statement_id kind text digest accesses purpose mode effect rule"
                    + " policy_version reason masks approval_id"));
  }

  @Test
  void valuesArePlain() {
    Map<String, Object> fields = EventFields.of(AuditEvents.oneOfEach().get(5));

    assertThat(fields)
        .contains(
            entry("type", "statement.finished"),
            entry("time", "2030-01-01T00:00:00.500Z"),
            entry("rows", 42L),
            entry("columns_read", List.of("email")),
            entry("found", List.of("notes: card 3")),
            entry("duration_us", 1234L));
    assertThat(fields.get("subject"))
        .isEqualTo(Map.of("issuer", "https://issuer.example", "id", "42", "name", "ann"));
    assertThat(fields.get("actor"))
        .isEqualTo(Map.of("issuer", "https://issuer.example", "id", "7", "name", "batch"));
  }

  @Test
  void tellsForWhomSomethingWasExplainedAndThatNobodyWasHeldToIt() {
    Map<String, Object> fields = EventFields.of(AuditEvents.oneOfEach().get(9));

    assertThat(fields)
        .contains(entry("type", "statement.explained"), entry("mode", "observe"))
        .contains(entry("effect", "ask"));
    assertThat(fields.get("about"))
        .isEqualTo(Map.of("issuer", "https://issuer.example", "id", "43", "name", "ben"));
  }

  @Test
  void sayToWhatTheEventBelongsWhereThatIsKnown() {
    Map<String, Object> fields = EventFields.of(AuditEvents.attributed("1"));

    assertThat(String.join(" ", fields.keySet()))
        .isEqualTo(
            common(
                "statement_id kind text digest accesses purpose mode effect rule policy_version"
                    + " reason masks approval_id request_id objects lineage connection trace_id"
                    + " span_id calling_code"));
    assertThat(fields.get("connection"))
        .isEqualTo(
            Map.of(
                "target", "jdbc:postgresql://db.example:5433/shop",
                "application", "reporting",
                "lease_id", "lease-1",
                "database_user", "jit_ann_1",
                "host", "h",
                "process", 7L));
  }

  @Test
  void nameTheObjectsOfAStatement() {
    assertThat(EventFields.of(AuditEvents.attributed("1")).get("objects"))
        .isEqualTo(
            List.of(
                Map.of(
                    "name",
                    "shop.customers",
                    "kind",
                    "table",
                    "base",
                    true,
                    "columns",
                    List.of("email", "region"),
                    "filter_columns",
                    List.of("region"))));
  }

  @Test
  void tellWhereTheColumnsOfAResultComeFrom() {
    assertThat(EventFields.of(AuditEvents.attributed("1")))
        .containsEntry("lineage", List.of("email: shop.customers.email"));
  }

  @Test
  void tellInWhichBudgetsRowsWereCounted() {
    var budgets =
        List.of(
            budget("a-day", "rows", 42, 5000, 86_400),
            budget("people", "distinct people", 7, 100, 3600));

    Map<String, Object> end = EventFields.of(AuditEvents.counted("1"));
    assertThat(end).containsEntry("budgets", budgets);
    assertThat(String.join(" ", end.keySet())).endsWith("found duration_us budgets");
    Map<String, Object> refusal = EventFields.of(AuditEvents.usedUp("1"));
    assertThat(refusal).containsEntry("budgets", budgets).containsEntry("effect", "deny");
  }

  private static Map<String, Object> budget(
      String id, String unit, long counted, long limit, long seconds) {
    return Map.of(
        "budget", id, "unit", unit, "counted", counted, "limit", limit, "window_s", seconds);
  }

  private static String common(String own) {
    return "type id time session subject actor " + own;
  }
}
