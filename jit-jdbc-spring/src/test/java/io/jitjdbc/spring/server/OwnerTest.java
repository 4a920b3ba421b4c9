package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * The tables belong to one login, and the service has another, which only reads and writes rows.
 */
class OwnerTest {
  private static final Subject ANN = person("ann", "analysts");
  private static final Subject DORA = person("dora", "dba");
  private static final String PASSWORD = "s3rving-login";

  private final TestIssuer issuer = TestIssuer.start();
  private final String login = "serving_" + Long.toString(System.nanoTime(), 36);
  private TestDatabase database;

  @BeforeEach
  void open() throws Exception {
    database = TestDatabases.open(DatabaseProduct.POSTGRESQL);
    database.run("CREATE ROLE " + login + " LOGIN PASSWORD '" + PASSWORD + "'");
    database.run("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    database.run(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
            + " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "
            + login);
  }

  @AfterEach
  void close() throws SQLException {
    database.run("DROP OWNED BY " + login);
    database.run("DROP ROLE " + login);
    database.close();
    issuer.close();
  }

  private RunningControlPlane start(Map<String, String> more) throws Exception {
    var properties = new HashMap<>(more);
    properties.put("spring.datasource.username", login);
    properties.put("spring.datasource.password", PASSWORD);
    properties.put("jit.server.id-token-algorithm", "ES256");
    properties.put("jit.server.roles.auditor", "dba");
    return RunningControlPlane.start(
        database, issuer, ANN.issuer(), InstantSource.system(), properties);
  }

  private static String asked(RunningControlPlane controlPlane) throws Exception {
    BookApprovals approvals = controlPlane.bean(BookApprovals.class);
    return approvals.file(draft("SELECT 1", requirement(1, 1), Instant.now())).id();
  }

  private HttpResponse<String> use(RunningControlPlane controlPlane, String id) {
    String token = new SubjectTokens(issuer, InstantSource.system()).token(ANN).reveal();
    String bearer = "Bearer " + token;
    return new Http(controlPlane.address())
        .send(
            "POST",
            "/v1/requests/" + id + "/uses",
            "",
            "Authorization",
            bearer,
            "Idempotency-Key",
            "\"k\"");
  }

  @Test
  void servesWithALoginThatOnlyReadsAndWritesRows() throws Exception {
    Map<String, String> owner =
        Map.of(
            "jit.server.owner.username", database.user(),
            "jit.server.owner.password", database.password());
    try (RunningControlPlane controlPlane = start(owner)) {
      JdbcTemplate serving = controlPlane.bean(JdbcTemplate.class);
      assertThatThrownBy(() -> serving.execute("CREATE TABLE t (i INT)"))
          .rootCause()
          .hasMessageContaining("permission denied");

      String id = asked(controlPlane);
      Http dora = SignIn.as(controlPlane, issuer, DORA);
      String page = "/console/requests/" + id;
      dora.submit(page, page + "/answer", Map.of("granted", "true", "comment", "fine"));
      assertThat(dora.get("/console/log").body()).contains("request approved", id);
      assertThat(dora.get("/console/sessions").statusCode()).isEqualTo(200);
      assertThat(dora.get("/console/leases").statusCode()).isEqualTo(200);
      assertThat(use(controlPlane, id).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void doesNotStartWhereNobodyMayMakeTheTables() {
    assertThatThrownBy(() -> start(Map.of()).close())
        .rootCause()
        .hasMessageContaining("permission denied for schema public");
  }

  @Test
  void saysWhereAnOwnerWouldHaveToConnectTo() {
    var owner = new OwnerSettings("owner", PASSWORD);

    assertThatThrownBy(() -> new StateTables(new SimpleDriverDataSource(), "", owner))
        .hasMessageContaining("spring.datasource.url")
        .hasMessageNotContaining(PASSWORD);
    assertThat(owner.toString()).doesNotContain(PASSWORD);
  }
}
