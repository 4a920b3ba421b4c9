package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.cli.Terminal.Outcome;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a table of events has not got is not deleted where it came from. */
class RetainUndeliveredTest {
  private static final List<AuditEvent> EVENTS = AuditEvents.oneOfEach();

  @TempDir Path place;

  private Path logs;
  private Path key;

  @BeforeEach
  void recordSomethingThatCannotBeDelivered() throws Exception {
    logs = Files.createDirectory(place.resolve("logs"));
    var signer = new ECKeyGenerator(Curve.P_256).keyID("owner").generate();
    key = Files.writeString(place.resolve("owner.jwk"), signer.toJSONString());
    var away = Map.of("url", "jdbc:h2:file:" + place.resolve("none") + ";IFEXISTS=TRUE");
    try (AuditSink log = log();
        AuditSink table = table(log, away)) {
      for (AuditEvent event : EVENTS) {
        log.record(event);
        table.record(event);
      }
    }
  }

  private AuditSink log() {
    var settings = Map.of("directory", logs.toString(), "signing-key", key.toString());
    return provider("recording").create(SettingValues.of("jit.audit.recording.", settings));
  }

  private static AuditSink table(AuditSink log, Map<String, String> settings) {
    return provider("table").create(SettingValues.of("jit.audit.table.", settings), List.of(log));
  }

  private static AuditSinkProvider provider(String name) {
    return Providers.named(AuditSinkProvider.class, "jit.audit", name);
  }

  private Outcome retain(String... more) {
    var words = new ArrayList<>(List.of("audit", "retain", logs.toString()));
    words.addAll(List.of("--key", key.toString(), "--keep", "P-1D"));
    words.addAll(List.of(more));
    return Terminal.run(words.toArray(String[]::new));
  }

  private LogFiles oldest() throws Exception {
    return LogDirectories.in(logs).get(0);
  }

  /** The next process has the table, and ships what the one before could not. */
  private void deliver() throws Exception {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.H2);
        AuditSink log = log();
        AuditSink table =
            table(
                log,
                Map.of(
                    "url", database.jdbcUrl(),
                    "user", database.user(),
                    "password", database.password(),
                    "create", "true"))) {
      AuditEvent last = AuditEvents.named("last");
      log.record(last);
      table.record(last);
      Instant end = Instant.now().plus(Duration.ofSeconds(60));
      while (arrived(database) <= EVENTS.size() && Instant.now().isBefore(end)) {
        Thread.sleep(50);
      }
    }
  }

  private static long arrived(TestDatabase database) {
    try (Connection connection = database.connect();
        Statement query = connection.createStatement();
        ResultSet count = query.executeQuery("SELECT COUNT(*) FROM jit_audit_event")) {
      count.next();
      return count.getLong(1);
    } catch (SQLException e) {
      // Its tables are not there yet.
      return 0;
    }
  }

  @Test
  void itIsKeptAndTheReasonIsSaid() throws Exception {
    Outcome outcome = retain();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("0 segments deleted");
    assertThat(outcome.err())
        .contains("kept " + oldest().log() + " segment 1")
        .contains(EVENTS.size() + " events have not reached the sink table")
        .contains("--even-if-undelivered table");
    assertThat(oldest().segment(1)).exists();
    assertThat(retain("--dry-run").code()).isEqualTo(1);
  }

  @Test
  void itIsDeletedOnceItHasArrived() throws Exception {
    deliver();

    Outcome outcome = retain();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("2 segments deleted").doesNotContain("never");
    assertThat(oldest().segment(1)).doesNotExist();
  }

  @Test
  void itIsDeletedForWhomSaysThatItMayBeLost() throws Exception {
    assertThat(retain("--even-if-undelivered", "kafka").code()).isEqualTo(1);
    assertThat(retain("--dry-run", "--even-if-undelivered", "table").out())
        .contains("have not reached the sink table, and never will");
    assertThat(oldest().segment(1)).exists();

    Outcome outcome = retain("--even-if-undelivered", "kafka,table");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains(EVENTS.size() + " events have not reached the sink table, and never will")
        .contains("1 segments deleted");
    assertThat(oldest().segment(1)).doesNotExist();
  }

  @Test
  void aSinkThatNeverRanCanBeNamed() throws Exception {
    deliver();

    Outcome outcome = retain("--shipped-to", "kafka");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("the sink kafka").doesNotContain("the sink table");
    assertThat(oldest().segment(1)).exists();
  }

  @Test
  void logsInASpillDirectoryAreHeldAgainstTheNotesOfTheMainOne() throws Exception {
    Path main = Files.createDirectory(place.resolve("main"));
    Files.move(logs.resolve("shipping"), main.resolve("shipping"));

    assertThat(retain("--dry-run").code()).isZero();
    assertThat(retain("--notes", main.toString()).code()).isEqualTo(1);
    assertThat(retain("--notes", main.toString()).err()).contains("table");
  }
}
