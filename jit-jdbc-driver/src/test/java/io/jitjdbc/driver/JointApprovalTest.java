package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.offline.RequestFile;
import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.DatabaseProduct;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jit.approval=table,offline}: whoever is quicker, and nobody twice. */
class JointApprovalTest {
  private static final String PAYROLL = "SELECT amount FROM payroll WHERE id = 1";
  private static final Subject OMAR =
      new Subject("https://issuer.example", "omar", "omar", Set.of("data-owners"));
  private static final Pattern NEXT =
      Pattern.compile("jit approve (\\w+), or send (\\S+) to an approver");

  private final Shop shop = Shop.open();
  @TempDir private Path directory;
  private ECKey key;
  private TestDatabase requests;
  private ApprovalService table;

  @BeforeEach
  void nameBoth() throws Exception {
    requests = TestDatabases.open(DatabaseProduct.H2);
    key = new ECKeyGenerator(Curve.P_256).keyID("omar").generate();
    Path keys = Files.writeString(directory.resolve("keys"), new JWKSet(key).toString(true));
    Path people =
        Files.writeString(
            directory.resolve("people"),
            "approvers:\n  - {issuer: 'https://issuer.example', id: omar, name: omar,"
                + " groups: [data-owners], key: omar}\n");
    set("", "table,offline");
    set(".mode", "fail");
    set(".table.url", requests.jdbcUrl());
    set(".table.user", requests.user());
    set(".table.password", requests.password());
    set(".offline.directory", directory.resolve("asked").toString());
    set(".offline.keys.file", keys.toString());
    set(".offline.approvers.file", people.toString());
    table =
        Providers.named(ApprovalServiceProvider.class, "jit.approval", "table")
            .create(
                SettingValues.of(
                    "jit.approval.table.",
                    Map.of(
                        "url", requests.jdbcUrl(),
                        "user", requests.user(),
                        "password", requests.password())));
  }

  private void set(String name, String text) {
    shop.dataSource().setProperty("jit.approval" + name, text);
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
    table.close();
    requests.close();
  }

  private static boolean reads(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PAYROLL);
        ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  /** The request's id and its file. */
  private static Matcher asked(Connection connection) {
    try {
      reads(connection);
      throw new AssertionError("was not asked");
    } catch (SQLException e) {
      Matcher next = NEXT.matcher(e.getMessage());
      assertThat(next.find()).as(e.getMessage()).isTrue();
      return next;
    }
  }

  private ApprovalDesk desk() {
    return table.desk().orElseThrow();
  }

  private String signed(String file) throws Exception {
    RequestFile request = RequestFile.read(Files.readString(Path.of(file)));
    return AnswerSigner.with(key.toJSONString())
        .sign(
            request.id(),
            request.digest(),
            request.target(),
            "for the audit",
            InstantSource.system().instant());
  }

  @Test
  void isOpenedAtTheTable() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      String id = asked(connection).group(1);
      desk().answer(id, OMAR, true, "");

      assertThat(reads(connection)).isTrue();

      assertThat(table.state(id).status()).isEqualTo(Status.CONSUMED);
      assertThat(asked(connection).group(1)).isNotEqualTo(id);
    }
  }

  @Test
  void isOpenedByASignatureAndWithdrawnAtTheTable() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      Matcher asked = asked(connection);
      connection.setClientInfo("jit.approval", signed(asked.group(2)));

      assertThat(reads(connection)).isTrue();

      assertThat(table.state(asked.group(1)).status()).isEqualTo(Status.CANCELLED);
      assertThat(desk().open()).isEmpty();
    }
  }

  @Test
  void aNoAtTheTableEndsItForTheSignatureToo() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      Matcher asked = asked(connection);
      desk().answer(asked.group(1), OMAR, false, "no");
      connection.setClientInfo("jit.approval", signed(asked.group(2)));

      assertThatThrownBy(() -> reads(connection))
          .hasMessageContaining("was refused or revoked at jit.approval=table");
    }
  }
}
