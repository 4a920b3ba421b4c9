package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is on record after a session, and what happens when nothing can be recorded. */
class AuditTrailTest {
  private final Shop shop = Shop.open();

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  void tellsWhoReadWhichColumnsOfHowManyRowsByWhichRule() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, name, email FROM customers WHERE id < 3")) {
      while (rows.next()) {
        rows.getString("email");
      }
    }
    List<String> types = types();

    assertThat(types)
        .containsExactly(
            "lease.issued",
            "session.opened",
            "statement.decided",
            "statement.finished",
            "session.closed");
    String decided = shop.audit().get(2);
    assertThat(decided)
        .contains("analysts-read", "permit", "ana", "PUBLIC.CUSTOMERS.EMAIL", "WHERE id < ?")
        .contains("partial (pii.email)");
    assertThat(shop.audit().get(3))
        .contains("exhausted")
        .contains("\"rows\":2")
        .contains("EMAIL")
        .doesNotContain("NAME");
    assertThat(String.join("\n", shop.audit())).doesNotContain("zqalice", "id < 3");
  }

  @Test
  void recordsADenialWithItsReasonAndNoLiteral() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () -> statement.executeUpdate("DELETE FROM customers WHERE ssn = '901-65-4321'"))
          .isInstanceOf(SQLException.class)
          .hasMessageNotContaining("901-65");
    }
    assertThat(types()).contains("statement.decided").doesNotContain("statement.finished");
    assertThat(String.join("\n", shop.audit())).contains("deny").doesNotContain("901-65-4321");
  }

  @Test
  void runsNothingThatCannotBeRecorded() throws Exception {
    var broken = new AtomicBoolean();
    AuditSink sink =
        event -> {
          if (broken.get()) {
            throw new AuditUnavailableException("the disk is full; free some space");
          }
        };
    shop.dataSource().setAuditSinks(List.of(sink));
    try (Connection connection = shop.connect("clara", "clerks");
        Statement statement = connection.createStatement()) {
      broken.set(true);
      assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM orders"))
          .hasMessageContaining("the disk is full")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
      assertThat(shop.count("orders")).isEqualTo(3);
      broken.set(false);
      assertThat(statement.executeUpdate("DELETE FROM orders WHERE id = 100")).isEqualTo(1);
    }
  }

  private List<String> types() {
    return shop.audit().stream().map(AuditTrailTest::type).toList();
  }

  private static String type(String line) {
    try {
      Map<String, Object> event = JSONObjectUtils.parse(line);
      return String.valueOf(event.get("type"));
    } catch (ParseException e) {
      throw new AssertionError(line, e);
    }
  }
}
