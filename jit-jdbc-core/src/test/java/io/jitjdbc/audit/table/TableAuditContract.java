package io.jitjdbc.audit.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.remote.JsonText;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestAuditLog;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestLogin;
import io.jitjdbc.testing.Together;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table on one product, fed from a log. */
abstract class TableAuditContract {
  @TempDir protected Path root;
  private final DatabaseProduct product;
  private final List<AuditSink> open = new ArrayList<>();
  protected TestDatabase database;

  TableAuditContract(DatabaseProduct product) {
    this.product = product;
  }

  @BeforeEach
  void opensTheDatabase() throws Exception {
    database = TestDatabases.open(product);
  }

  @AfterEach
  void closesAll() throws Exception {
    open.forEach(AuditSink::close);
    // Where there is no such server, the test was never begun.
    if (database != null) {
      database.close();
    }
  }

  protected final AuditSink sink(TestAuditLog log, Map<String, String> more) {
    var texts = new HashMap<String, String>();
    texts.put("url", database.jdbcUrl());
    texts.put("user", database.user());
    texts.put("password", database.password());
    texts.putAll(more);
    AuditSink table =
        new TableAuditProvider()
            .create(SettingValues.of("jit.audit.table.", texts), List.<AuditSink>of(log));
    var sink = AuditSink.inFrontOf(List.of(log, table));
    open.add(sink);
    return sink;
  }

  private AuditSink sink() throws Exception {
    return sink(new TestAuditLog(root), Map.of());
  }

  private List<String> rows(String columns) throws SQLException {
    var rows = new ArrayList<String>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT " + columns + " FROM jit_audit_event ORDER BY id")) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }

  protected final void awaitRows(AuditSink sink, int count) {
    await()
        .atMost(Duration.ofSeconds(40))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(rows("id")).as(sink.backlogs().toString()).hasSize(count));
  }

  @Test
  void keepsEveryKindOfEventWholeAndInColumns() throws Exception {
    AuditSink sink = sink();
    Map<String, Map<String, Object>> expected = new HashMap<>();
    for (AuditEvent event : AuditEvents.oneOfEach()) {
      sink.record(event);
      expected.put(event.header().id().toString(), EventFields.of(event));
    }
    awaitRows(sink, expected.size());

    for (String json : rows("event")) {
      Map<String, Object> kept = JsonText.object(json);
      Map<String, Object> fields = expected.get(kept.get("id"));
      assertThat(kept.keySet()).isEqualTo(fields.keySet());
      assertThat(kept.get("text")).isEqualTo(fields.get("text"));
    }
    assertThat(rows("type")).contains("session.opened", "statement.finished");
    assertThat(rows("request_id")).contains("7f3a9k2m");
    assertThat(rows("statement_id")).contains("st-1");
    assertThat(rows("rule_id")).contains("analysts", "large-exports");
    assertThat(rows("effect")).contains("permit", "ask");
    assertThat(rows("subject_name")).containsOnly("ann");
    assertThat(rows("subject_id")).containsOnly("42");
    assertThat(rows("happened_at"))
        .containsOnly(Long.toString(Instant.parse("2030-01-01T00:00:00.5Z").toEpochMilli()));
  }

  @Test
  void keepsHostileAndEndlessText() throws Exception {
    AuditSink sink = sink();
    sink.record(AuditEvents.decided("1", AuditEvents.HOSTILE, "permit"));
    sink.record(AuditEvents.decided("2", AuditEvents.HOSTILE.repeat(5000), "permit"));
    sink.record(AuditEvents.decided("3", "'; DROP TABLE jit_audit_event; --", "e".repeat(100)));
    awaitRows(sink, 3);

    String[] around = AuditEvents.HOSTILE.split("\ud800", -1);
    assertThat((String) JsonText.object(rows("event").get(0)).get("text"))
        .startsWith(around[0])
        .endsWith(around[1]);
    assertThat((String) JsonText.object(rows("event").get(1)).get("text"))
        .hasSize(AuditEvents.HOSTILE.length() * 5000);
    assertThat(rows("effect").get(2)).isEqualTo("e".repeat(40));
    assertThat(sink.backlogs().get(0).refused()).isZero();
  }

  @Test
  void anEventThatComesAgainStaysAsItWas() throws Exception {
    var first = new TestAuditLog(root.resolve("one"));
    AuditSink sink = sink(first, Map.of());
    sink.record(AuditEvents.named("a"));
    sink.record(AuditEvents.named("b"));
    awaitRows(sink, 2);
    var again = new TestAuditLog(root.resolve("two"));
    AuditSink other = sink(again, Map.of());
    other.record(AuditEvents.decided("b", "SELECT 2", "deny"));
    other.record(AuditEvents.named("c"));
    other.record(AuditEvents.named("c"));

    awaitRows(other, 3);
    assertThat(rows("type")).containsOnly("session.closed");
  }

  @Test
  void anEventThatAnotherBroughtMeanwhileStaysAsItWas() throws Exception {
    AuditSink sink = sink(new TestAuditLog(root.resolve("one")), Map.of());
    // From the second batch on, nothing is looked for before it is added.
    for (int i = 0; i < 2; i++) {
      sink.record(AuditEvents.named("a" + i));
      awaitRows(sink, i + 1);
    }
    AuditSink other = sink(new TestAuditLog(root.resolve("two")), Map.of());
    other.record(AuditEvents.named("b"));
    awaitRows(other, 3);
    sink.record(AuditEvents.decided("b", "SELECT 2", "deny"));
    sink.record(AuditEvents.named("c"));

    awaitRows(sink, 4);
    assertThat(rows("type")).containsOnly("session.closed");
    assertThat(sink.backlogs().get(0).refused()).isZero();
  }

  @Test
  void whatNoColumnTakesIsFoundAmongManyAndPutAside() throws Exception {
    AuditSink first = sink(new TestAuditLog(root.resolve("one")), Map.of());
    first.record(AuditEvents.named("first"));
    awaitRows(first, 1);
    database.run("ALTER TABLE jit_audit_event " + narrowEffect());
    var log = new TestAuditLog(root.resolve("two"));
    for (int i = 0; i < 700; i++) {
      boolean isBad = i == 0 || i == 350 || i == 699;
      log.record(AuditEvents.decided("a" + i, "SELECT 1", isBad ? "too-long" : "permit"));
    }
    AuditSink sink = sink(log, Map.of());
    sink.record(AuditEvents.named("last"));

    awaitRows(sink, 699);
    await().atMost(Duration.ofSeconds(40)).until(() -> sink.backlogs().get(0).waiting() == 0);
    assertThat(sink.backlogs().get(0).refused()).isEqualTo(3);
    assertThat(Files.readString(root.resolve("two/shipping/refused-table.jsonl")))
        .contains("a0-1", "a350-1", "a699-1", "the database does not take its values: SQLSTATE 22");
  }

  private String narrowEffect() {
    return switch (product) {
      case H2 -> "ALTER COLUMN effect VARCHAR(6)";
      case POSTGRESQL -> "ALTER COLUMN effect TYPE VARCHAR(6)";
      case MARIADB, MYSQL -> "MODIFY effect VARCHAR(6) NOT NULL";
    };
  }

  @Test
  void manyProcessesThatBringTheSameMakeOneRowOfEach() throws Exception {
    Together.run(
        4,
        i ->
            () -> {
              var log = new TestAuditLog(root.resolve("log" + i));
              for (int event = 0; event < 300; event++) {
                log.record(AuditEvents.named("same" + event));
              }
              sink(log, Map.of()).record(AuditEvents.named("own" + i));
              return true;
            });

    awaitRows(open.get(0), 304);
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> open.stream().allMatch(sink -> sink.backlogs().get(0).waiting() == 0));
    assertThat(open).allMatch(sink -> sink.backlogs().get(0).refused() == 0);
  }

  @Test
  void catchesUpWithALargeBacklog() throws Exception {
    var log = new TestAuditLog(root);
    for (int i = 0; i < 2000; i++) {
      log.record(AuditEvents.named("a" + i));
    }
    AuditSink sink = sink(log, Map.of("mandatory", "true", "timeout", "50s"));
    sink.record(AuditEvents.named("last"));

    assertThat(rows("id")).hasSize(2001);
  }

  @Test
  void aLoginThatMayOnlyReadAndAddIsEnough() throws Exception {
    AuditSink administrator = sink();
    administrator.record(AuditEvents.named("a"));
    awaitRows(administrator, 1);
    TestLogin login = database.createLogin();
    database.run("GRANT SELECT, INSERT ON jit_audit_event TO " + login.user());

    AuditSink sink =
        sink(
            new TestAuditLog(root.resolve("other")),
            Map.of("user", login.user(), "password", login.password(), "create", "false"));
    sink.record(AuditEvents.named("b"));
    awaitRows(sink, 2);
  }

  @Test
  void saysWhatToCheckAndNoSecretWhereItCannotGetIn() throws Exception {
    AuditSink sink = sink(new TestAuditLog(root), Map.of("create", "false"));
    sink.record(AuditEvents.named("a"));

    await().until(() -> !sink.backlogs().get(0).failure().isEmpty());
    assertThat(sink.backlogs().get(0).failure())
        .contains("SQLSTATE", "jit.audit.table.url")
        .doesNotContain(database.jdbcUrl(), database.password());
    assertThat(sink.backlogs().get(0).waiting()).isEqualTo(1);
  }

  @Test
  void anIdThatNoColumnTakesIsPutAside() throws Exception {
    var log = new TestAuditLog(root);
    AuditSink sink = sink(log, Map.of());
    sink.record(AuditEvents.named("x".repeat(200)));
    sink.record(AuditEvents.named("y"));
    awaitRows(sink, 1);
    // It is put aside when the others of its batch have arrived.
    await().atMost(Duration.ofSeconds(40)).until(() -> sink.backlogs().get(0).refused() == 1);

    assertThat(Files.readString(root.resolve("shipping/refused-table.jsonl")))
        .contains("longer than 160 characters");
  }
}
