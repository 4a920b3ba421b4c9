package io.jitjdbc.audit.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.audit.AuditBacklog;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.recording.RecordingAuditProvider;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.Relay;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.Together;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a database that was away for long gets when it is back, from a real log. {@code
 * -Djit.backlog.events=100000} makes a day of it; the report says how many arrive a second.
 */
class TableBacklogTest {
  private static final int EVENTS = Integer.getInteger("jit.backlog.events", 3000);
  private static final int WRITERS = 8;
  private static final Duration LONGEST = Duration.ofSeconds(60 + EVENTS / 100);

  @TempDir Path root;

  @Test
  void arrivesWholeAndOnce(TestReporter report) throws Exception {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.POSTGRESQL);
        Relay relay = Relay.to(database.jdbcUrl());
        AuditSink log = log();
        AuditSink table = table(log, database, relay.url())) {
      relay.shut();
      write(AuditSink.inFrontOf(List.of(log, table)));
      await().until(() -> !backlog(table).failure().isEmpty());

      relay.open();
      await()
          .atMost(LONGEST)
          .ignoreExceptions()
          .pollInterval(Duration.ofMillis(20))
          .until(() -> count(database, "*") > 0);
      long begin = System.nanoTime();
      await()
          .atMost(LONGEST)
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(() -> assertThat(count(database, "*")).isEqualTo(EVENTS));

      double seconds = (System.nanoTime() - begin) / 1e9;
      report.publishEntry("events", "" + EVENTS);
      report.publishEntry("events a second", "" + Math.round(EVENTS / Math.max(0.001, seconds)));
      assertThat(count(database, "DISTINCT id")).isEqualTo(EVENTS);
      await().until(() -> backlog(table).waiting() == 0);
      assertThat(backlog(table).refused()).isZero();
      assertThat(backlog(table).failure()).isEmpty();
    }
  }

  private AuditSink log() {
    var settings = Map.of("directory", root.toString(), "fsync", "false");
    return new RecordingAuditProvider()
        .create(SettingValues.of("jit.audit.recording.", settings), List.of());
  }

  private static AuditSink table(AuditSink log, TestDatabase database, String url) {
    var settings = Map.of("url", url, "user", database.user(), "password", database.password());
    return new TableAuditProvider()
        .create(SettingValues.of("jit.audit.table.", settings), List.of(log));
  }

  private static AuditBacklog backlog(AuditSink table) {
    return table.backlogs().get(0);
  }

  private static void write(AuditSink sink) throws Exception {
    Together.run(
        WRITERS,
        writer ->
            () -> {
              for (int i = writer; i < EVENTS; i += WRITERS) {
                sink.record(AuditEvents.attributed("session-" + i));
              }
              return true;
            });
  }

  private static long count(TestDatabase database, String what) throws SQLException {
    try (Connection connection = database.connect();
        Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery("SELECT COUNT(" + what + ") FROM jit_audit_event")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
