package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.testing.OcsfRules;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events of real sessions in the form of OCSF. */
class OcsfTrailTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String LITERAL = "901-65-4321";
  private static final String BOUND = "zqalice@example.com";

  private final Shop shop = Shop.open();
  private final BlockingQueue<AccessRequest> filed = new ArrayBlockingQueue<>(100);
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system(), filed::add);

  @BeforeEach
  void writeOcsf() {
    shop.dataSource().setApprovalService(approvals);
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    shop.dataSource().setProperty("jit.audit.jsonl.format", "ocsf");
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  void everyEventIsValidAndHoldsNoValue() throws Exception {
    everythingHappens();

    List<Map<String, Object>> events = events();
    var rules = new OcsfRules();
    assertThat(events).allSatisfy(event -> assertThat(rules.problems(event)).isEmpty());
    assertThat(events)
        .extracting(event -> event.get("type_uid"), event -> event.get("disposition_id"))
        .contains(
            tuple(300301L, 1L),
            tuple(600503L, 1L),
            tuple(600504L, 1L),
            tuple(600501L, 1L),
            tuple(600504L, 2L),
            tuple(300401L, 14L),
            tuple(300403L, 8L),
            tuple(600504L, 8L),
            tuple(300401L, 19L),
            tuple(600599L, 1L),
            tuple(300411L, 1L));
    assertThat(String.join("\n", shop.audit())).doesNotContain(LITERAL, BOUND, "zqalice");
  }

  private void everythingHappens() throws Exception {
    String policy = Shop.resource("policy.yaml");
    Files.writeString(
        shop.policy(), policy.replace("uses: 1}", "uses: 1, break-glass: {groups: [on-call]}}"));
    try (Connection connection = shop.connect("ana", "analysts", "on-call")) {
      connection.setClientInfo("jit.traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
      permitted(connection);
      denied(connection);
      approved(connection);
      connection.setClientInfo("jit.break-glass", "salaries are not paid");
      payroll(connection);
    }
    shop.closeDriver();
  }

  private void permitted(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT id, email FROM customers WHERE email = ?")) {
      query.setString(1, BOUND);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          rows.getString(2);
        }
      }
    }
  }

  private static void denied(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () -> statement.executeUpdate("DELETE FROM customers WHERE ssn = '" + LITERAL + "'"))
          .isInstanceOf(SQLException.class);
    }
  }

  private void approved(Connection connection) throws Exception {
    assertThatThrownBy(() -> payroll(connection)).hasMessageContaining("jit approve");
    AccessRequest request = filed.poll(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    approvals.answer(request.id(), Approvers.OMAR, true, "");
    payroll(connection);
  }

  private static void payroll(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT amount FROM payroll")) {
      while (rows.next()) {
        rows.getLong(1);
      }
    }
  }

  @Test
  void aDecisionNamesItsTraceItsObjectsAndTheRequestThatItRestsOn() throws Exception {
    shop.dataSource().setProperty("jit.audit.caller", "true");
    try (Connection connection = shop.connect("ana", "analysts")) {
      connection.setClientInfo("jit.traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
      approved(connection);
    }

    Map<String, Object> decided =
        events().stream()
            .filter(event -> event.get("disposition_id").equals(8L))
            .filter(event -> event.get("class_uid").equals(6005L))
            .findFirst()
            .orElseThrow();
    Map<?, ?> jit = (Map<?, ?>) ((Map<?, ?>) decided.get("unmapped")).get("jit");
    assertThat(jit.get("trace_id")).isEqualTo(TRACE);
    assertThat(jit.get("span_id")).isEqualTo("00f067aa0ba902b7");
    assertThat(jit.containsKey("calling_code")).isTrue();
    assertThat(String.valueOf(jit.get("approval_id"))).startsWith(jit.get("request_id") + ".");
    assertThat(decided.get("table")).isEqualTo(Map.of("name", "PUBLIC.PAYROLL"));
  }

  @Test
  void whatIsNoTraceparentIsRefusedWithoutItsText() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThatThrownBy(() -> connection.setClientInfo("jit.traceparent", LITERAL))
          .isInstanceOf(SQLClientInfoException.class)
          .hasMessageContaining("W3C Trace Context")
          .hasMessageNotContaining(LITERAL);
      connection.setClientInfo("jit.traceparent", null);
    }
  }

  private List<Map<String, Object>> events() throws ParseException {
    var events = new ArrayList<Map<String, Object>>();
    for (String line : shop.audit()) {
      events.add(JSONObjectUtils.parse(line));
    }
    return events;
  }
}
