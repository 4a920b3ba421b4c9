package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.approval.evidence.SignedYes;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SigningPeople;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With pinned keys, a statement runs by what approvers signed, and by nothing that a table says.
 */
class SignedTableApprovalTest {
  private static final String PAYROLL = "SELECT amount FROM payroll WHERE id = ?";
  private static final Subject OMAR =
      new Subject("https://issuer.example", "omar", "omar", Set.of("data-owners"));

  private final Shop shop = Shop.open();
  @TempDir private Path directory;
  private SigningPeople people;
  private TestDatabase requests;
  private ApprovalService table;

  @BeforeEach
  void pin() throws Exception {
    requests = TestDatabases.open(DatabaseProduct.H2);
    people = new SigningPeople(directory).know(OMAR);
    Map<String, String> store =
        Map.of("url", requests.jdbcUrl(), "user", requests.user(), "password", requests.password());
    shop.dataSource().setProperty("jit.approval", "table");
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    set(store);
    set(people.settings());
    table =
        Providers.named(ApprovalServiceProvider.class, "jit.approval", "table")
            .create(SettingValues.of("jit.approval.table.", store));
  }

  private void set(Map<String, String> settings) {
    settings.forEach(
        (name, text) -> shop.dataSource().setProperty("jit.approval.table." + name, text));
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
    table.close();
    requests.close();
  }

  private static boolean reads(Connection connection, int id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PAYROLL)) {
      statement.setInt(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void isRefused(Connection connection, int id, String why) {
    assertThatThrownBy(() -> reads(connection, id))
        .hasMessageContaining(why)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  private AccessRequest asked() throws Exception {
    return table.desk().orElseThrow().open().get(0).request();
  }

  private String sign(AccessRequest request) throws Exception {
    var verdict = SignedYes.by(people.signer(OMAR), request, "", InstantSource.system().instant());
    table.desk().orElseThrow().answer(request.id(), OMAR, verdict);
    return verdict.evidence();
  }

  @Test
  void whatWasSignedRunsOnceAndItsProofIsOnRecord() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      isRefused(connection, 1, "jit approve");
      String token = sign(asked());

      assertThat(reads(connection, 1)).isTrue();

      assertThat(Files.readString(shop.auditFile())).contains("approval.answered", token);
      isRefused(connection, 1, "jit approve");
    }
  }

  @Test
  void whatWasNotSignedDoesNotRunUntilItIs() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      isRefused(connection, 1, "jit approve");
      AccessRequest request = asked();
      table.desk().orElseThrow().answer(request.id(), OMAR, true, "");

      isRefused(connection, 1, "the yes of omar does not count: nobody has signed it");
      isRefused(connection, 1, "jit approve " + request.id() + " --key FILE");
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void aYesIsGoodForTheseBindValuesAndThisPurposeOnly() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      isRefused(connection, 1, "jit approve");
      sign(asked());

      isRefused(connection, 2, "asks for an approval");
      connection.setClientInfo("jit.purpose", "something else");
      isRefused(connection, 1, "asks for an approval");
      connection.setClientInfo("jit.purpose", null);

      assertThat(reads(connection, 1)).isTrue();
    }
  }

  @Test
  void aRowThatWasTurnedIntoWhatIsAskedRunsNothing() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      isRefused(connection, 1, "jit approve");
      AccessRequest first = asked();
      sign(first);
      isRefused(connection, 2, "jit approve");
      // Of the answer to the first, the table makes one to the second.
      requests.run(
          "UPDATE jit_answer SET request_id = (SELECT id FROM jit_request WHERE id <> '"
              + first.id()
              + "')");
      requests.run("UPDATE jit_request SET status = 'APPROVED', steps = 1");

      isRefused(connection, 2, "what was signed is something else than what is asked here");
      isRefused(connection, 1, "asks for an approval");
    }
  }
}
