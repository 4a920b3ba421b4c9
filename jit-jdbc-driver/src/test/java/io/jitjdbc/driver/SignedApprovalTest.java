package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.approval.offline.RequestFile;
import io.jitjdbc.approval.signed.AnswerSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An approval that was signed on another machine opens exactly what was asked. */
class SignedApprovalTest {
  private static final String PAYROLL = "SELECT amount FROM payroll WHERE id = ?";

  private final Shop shop = Shop.open();
  @TempDir private Path directory;
  private ECKey omar;

  @BeforeEach
  void goOffline() throws Exception {
    omar = new ECKeyGenerator(Curve.P_256).keyID("omar").generate();
    Path keys = directory.resolve("keys.json");
    Files.writeString(keys, new JWKSet(omar).toString(true));
    Path people = directory.resolve("approvers.yaml");
    Files.writeString(
        people,
        "approvers:\n  - {issuer: 'https://issuer.example', id: omar, name: omar,"
            + " groups: [data-owners], key: omar}\n");
    shop.dataSource().setProperty("jit.approval", "offline");
    shop.dataSource()
        .setProperty("jit.approval.offline.directory", directory.resolve("asked").toString());
    shop.dataSource().setProperty("jit.approval.offline.keys.file", keys.toString());
    shop.dataSource().setProperty("jit.approval.offline.approvers.file", people.toString());
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private static int read(Connection connection, String sql, int id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? 1 : 0;
      }
    }
  }

  /** What whoever is refused does: send the file that the message names, and get a text back. */
  private String approved(Connection connection) throws Exception {
    isAskedAnew(connection, PAYROLL, 1);
    Path file = Path.of(refusal(connection, PAYROLL));
    RequestFile request = RequestFile.read(Files.readString(file));
    return AnswerSigner.with(omar.toJSONString())
        .sign(
            request.id(),
            request.digest(),
            request.target(),
            "for the audit",
            InstantSource.system().instant());
  }

  @Test
  void onceAndOnRecordWithItsProof() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      String token = approved(connection);
      connection.setClientInfo("jit.approval", token);

      assertThat(read(connection, PAYROLL, 1)).isEqualTo(1);

      assertThatThrownBy(() -> read(connection, PAYROLL, 1)).hasMessageContaining("jit sign");
      assertThat(Files.readString(shop.auditFile())).contains("approval.answered", token);
      assertThat(connection.getClientInfo("jit.approval")).isNull();
    }
  }

  @Test
  void andNothingThatDiffersInAnyPart() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        Connection other = shop.connect("bea", "analysts")) {
      String token = approved(connection);
      connection.setClientInfo("jit.approval", token);
      other.setClientInfo("jit.approval", token);

      isAskedAnew(connection, PAYROLL + " ", 1);
      isAskedAnew(connection, PAYROLL.replace("amount", "*"), 1);
      isAskedAnew(connection, PAYROLL, 2);
      isAskedAnew(other, PAYROLL, 1);
      connection.setClientInfo("jit.purpose", "something else");
      isAskedAnew(connection, PAYROLL, 1);
      connection.setClientInfo("jit.purpose", null);

      assertThat(read(connection, PAYROLL, 1)).isEqualTo(1);
    }
  }

  @Test
  void andNothingUnderAnotherPolicy() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      connection.setClientInfo("jit.approval", approved(connection));
      String other = PAYROLL + " AND 1 = 1";
      String before = refusal(connection, other);
      Files.writeString(shop.policy(), Shop.resource("policy.yaml") + "# changed\n");

      // Another policy, another file to be signed.
      await().until(() -> !refusal(connection, other).equals(before));
      isAskedAnew(connection, PAYROLL, 1);
    }
  }

  private static String refusal(Connection connection, String sql) {
    var message = new String[1];
    assertThatThrownBy(() -> read(connection, sql, 1)).satisfies(e -> message[0] = e.getMessage());
    return message[0].replaceAll("(?s).*: send (\\S+) to an approver.*", "$1");
  }

  private static void isAskedAnew(Connection connection, String sql, int id) {
    assertThatThrownBy(() -> read(connection, sql, id))
        .hasMessageContaining("jit sign")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  @Test
  void isNotBelievedWhenItWasForged() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      String token = approved(connection);
      connection.setClientInfo(
          "jit.approval", token.substring(0, token.length() - 20) + "A".repeat(20));

      assertThatThrownBy(() -> read(connection, PAYROLL, 1))
          .hasMessageContaining("was not accepted")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
      assertThat(connection.isValid(1)).isTrue();
    }
  }
}
