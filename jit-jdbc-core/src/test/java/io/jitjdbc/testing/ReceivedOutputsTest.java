package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.http.HttpAuditProvider;
import io.jitjdbc.audit.table.TableAuditProvider;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The scans at the other ends of what the product hands over find what they are for. */
class ReceivedOutputsTest {
  private static final AuditEvent CLEAN = AuditEvents.decided("1", "SELECT 1", "permit");
  private static final AuditEvent LEAK = AuditEvents.decided("2", "SET x = s3cret", "permit");
  private Path place;

  /** Not a directory that is scanned itself. */
  @BeforeEach
  void makePlace() throws Exception {
    place = Files.createTempDirectory("received");
  }

  @AfterEach
  void deletePlace() throws Exception {
    try (var all = Files.walk(place)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private AuditSink table(AuditSink log, TestDatabase database) {
    var settings =
        Map.of("url", database.jdbcUrl(), "user", database.user(), "password", database.password());
    return new TableAuditProvider()
        .create(SettingValues.of("jit.audit.table.", settings), List.of(log));
  }

  private AuditSink http(AuditSink log, TestAuditService service) {
    var settings = Map.of("address", service.address().toString(), "token", TestAuditService.TOKEN);
    return new HttpAuditProvider()
        .create(SettingValues.of("jit.audit.http.", settings), List.of(log));
  }

  private void deliver(AuditSink log, AuditSink to, AuditEvent event) throws Exception {
    try (AuditSink sink = AuditSink.inFrontOf(List.of(log, to))) {
      sink.record(event);
      Duration patience = Duration.ofSeconds(40);
      await().atMost(patience).until(() -> Files.exists(place.resolve("shipping")));
      await().atMost(patience).until(() -> to.backlogs().get(0).waiting() == 0 && isNoted());
    }
  }

  private boolean isNoted() throws Exception {
    try (var notes = Files.walk(place.resolve("shipping"))) {
      return notes.anyMatch(path -> path.toString().endsWith(".place"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void aPasswordInATableIsFound(DatabaseProduct product) throws Exception {
    TestDatabase clean = TestDatabases.open(product);
    var first = new TestAuditLog(place);
    deliver(first, table(first, clean), CLEAN);
    clean.close();

    deletePlace();
    TestDatabase database = TestDatabases.open(product);
    var second = new TestAuditLog(place);
    deliver(second, table(second, database), LEAK);

    assertThatThrownBy(database::close)
        .isInstanceOf(AssertionError.class)
        .message()
        .containsIgnoringCase("jit_audit_event.event: a password")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void aLoginsOwnPasswordIsFoundInBytesAlike(DatabaseProduct product) throws Exception {
    TestDatabase database = TestDatabases.open(product);
    TestLogin login = database.createLogin();
    String bytes = product == DatabaseProduct.POSTGRESQL ? "BYTEA" : "VARBINARY(99)";
    database.run("CREATE TABLE jit_sealed (content " + bytes + ')');
    try (var connection = database.connect();
        var insert = connection.prepareStatement("INSERT INTO jit_sealed VALUES (?)")) {
      insert.setBytes(1, ("\0\1" + login.password()).getBytes(ISO_8859_1));
      insert.execute();
    }

    assertThatThrownBy(database::close)
        .isInstanceOf(AssertionError.class)
        .message()
        .containsIgnoringCase("jit_sealed.content: a password of this database")
        .doesNotContain(login.password());
  }

  @Test
  void aTableThatIsNotOursIsNotLookedAt() throws Exception {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.H2)) {
      database.run("CREATE TABLE customers AS SELECT 's3cret' AS name");
    }
  }

  @Test
  void aPasswordThatIsBroughtOverHttpIsFound() throws Exception {
    TestAuditService service = TestAuditService.start(new MemoryInbox());
    var log = new TestAuditLog(place);
    deliver(log, http(log, service), LEAK);

    assertThatThrownBy(service::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/v1/audit/events: a password")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aSignedLineIsReadAndNotTakenForAToken() {
    var received = new ReceivedTexts();
    // {"v":1} and {"d":"s3cret"}, signed.
    String signature = '.' + "A".repeat(86);
    received.lookInSigned("ledger", "eyJhbGciOiJFUzI1NiJ9.eyJ2IjoxLCJsb2ciOiJhIn0" + signature);
    received.requireClean();

    received.lookInSigned("ledger", "eyJhbGciOiJFUzI1NiJ9.eyJkIjoiczNjcmV0In0" + signature);
    assertThatThrownBy(received::requireClean).isInstanceOf(AssertionError.class);
  }

  @Test
  void aPasswordThatIsLoggedAtAnyLevelIsFound() {
    LogCapture capture = LogCapture.open();
    LoggerFactory.getLogger("io.jitjdbc.audit.Some").trace("signed in with {}", "s3cret");
    LoggerFactory.getLogger("org.example.Driver").trace("signed in with {}", "s3cret");
    assertThat(capture.text()).contains("signed in with s3cret");
    assertThatThrownBy(capture::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.jitjdbc.audit.Some: a password")
        .hasMessageNotContaining("org.example");

    LoggedText text = LoggedText.record();
    LoggerFactory.getLogger("io.jitjdbc.audit.Some").debug("signed in with {}", "s3cret");
    assertThatThrownBy(text::close).isInstanceOf(AssertionError.class);
  }
}
