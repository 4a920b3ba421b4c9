package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.spring.server.audit.AdminLog;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see and do at the console, and what they may not. */
class ConsoleTest {
  private static final Subject DORA = person("dora", "dba");
  private static final Subject EVE = person("eve", "strangers");
  private static final Subject OTTO = person("otto", "auditors");
  private static final Subject VERA = person("vera", "viewers");
  private static final Subject PAUL = person("paul", "policy-admins");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static TestIssuer issuer;
  private static TestDatabase database;
  private static RunningControlPlane controlPlane;

  @BeforeAll
  static void start() throws Exception {
    issuer = TestIssuer.start();
    database = TestDatabases.open(DatabaseProduct.H2);
    Map<String, String> more =
        new HashMap<>(
            Map.of(
                "jit.server.id-token-algorithm", "ES256",
                "jit.server.roles.auditor", "auditors",
                "jit.server.roles.viewer", "viewers",
                "jit.server.roles.policy-admin", "policy-admins"));
    controlPlane =
        RunningControlPlane.start(database, issuer, DORA.issuer(), InstantSource.system(), more);
  }

  @AfterAll
  static void stop() throws Exception {
    controlPlane.close();
    database.close();
    issuer.close();
  }

  private static Http as(Subject person) {
    return SignIn.as(controlPlane, issuer, person);
  }

  /** One of ann's, for one of the dbas, that nobody has asked for before. */
  private static AccessRequest filed() throws Exception {
    String sql = "SELECT email FROM customers WHERE id = " + NUMBER.incrementAndGet();
    return approvals().file(draft(sql, requirement(1, 1), Instant.now()));
  }

  private static BookApprovals approvals() {
    return controlPlane.bean(BookApprovals.class);
  }

  @Test
  void sendsWhoeverIsNotSignedInToTheProvider() {
    HttpResponse<String> answer = new Http(controlPlane.address()).get("/console/inbox");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .contains("/oauth2/authorization/test");
  }

  @Test
  void showsAnApproverWhatWaitsForThem() throws Exception {
    AccessRequest filed = filed();

    assertThat(as(DORA).get("/console/inbox").body()).contains(filed.id());
    assertThat(as(DORA).get("/console/requests/" + filed.id()).body())
        .contains("Approve", filed.summary().reason());
  }

  @Test
  void hidesRequestsFromWhomTheyDoNotConcern() throws Exception {
    AccessRequest filed = filed();
    Http eve = as(EVE);

    assertThat(eve.get("/console/inbox").body()).doesNotContain(filed.id());
    assertThat(eve.get("/console/requests/" + filed.id()).statusCode()).isEqualTo(404);
    assertThat(eve.get("/console/requests/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void approvesWithAComment() throws Exception {
    AccessRequest filed = filed();
    String page = "/console/requests/" + filed.id();

    HttpResponse<String> answer =
        as(DORA).submit(page, page + "/answer", Map.of("granted", "true", "comment", "go on"));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(approvals().state(filed.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(approvals().state(filed.id()).answers().get(0).comment()).isEqualTo("go on");
    assertThat(controlPlane.bean(AdminLog.class).latest(1).get(0).about()).isEqualTo(filed.id());
  }

  @Test
  void rejects() throws Exception {
    AccessRequest filed = filed();
    String page = "/console/requests/" + filed.id();

    as(DORA).submit(page, page + "/answer", Map.of("granted", "false"));

    assertThat(approvals().state(filed.id()).status()).isEqualTo(Status.REJECTED);
  }

  @Test
  void letsNobodyAnswerTheirOwn() throws Exception {
    AccessRequest filed = filed();
    Http ann = as(person("ann", "dba"));
    String page = "/console/requests/" + filed.id();

    assertThat(ann.get(page).body()).contains("Nobody answers a request of their own");
    ann.submit("/console/mine", page + "/answer", Map.of("granted", "true"));

    assertThat(approvals().state(filed.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void takesAnApprovalBack() throws Exception {
    AccessRequest filed = filed();
    String page = "/console/requests/" + filed.id();
    Http dora = as(DORA);
    dora.submit(page, page + "/answer", Map.of("granted", "true"));

    dora.submit(page, page + "/revocation", Map.of("comment", "a mistake"));

    assertThat(approvals().state(filed.id()).status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void takesNoAnswerWithoutTheTokenOfAForm() throws Exception {
    AccessRequest filed = filed();
    String answer = "/console/requests/" + filed.id() + "/answer";

    assertThat(as(DORA).form(answer, Map.of("granted", "true"), "forged").statusCode())
        .isEqualTo(403);
    assertThat(approvals().state(filed.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void showsMarkupOfACallerAsText() throws Exception {
    AccessRequest filed =
        approvals()
            .file(
                draft(
                    "SELECT '<script>alert(1)</script>' FROM t", requirement(1, 1), Instant.now()));

    assertThat(as(DORA).get("/console/requests/" + filed.id()).body())
        .doesNotContain("<script>alert")
        .contains("&lt;script&gt;");
  }

  @Test
  void forbidsTheBrowserWhatThePagesDoNotNeed() {
    HttpResponse<String> page = as(DORA).get("/console/inbox");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(page.body()).doesNotContain("style=", "onclick");
  }

  @Test
  void keepsItsCookieFromScriptsAndOtherSites() {
    HttpResponse<String> answer = new Http(controlPlane.address()).get("/console/inbox");

    assertThat(answer.headers().allValues("Set-Cookie"))
        .isNotEmpty()
        .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
  }

  @ParameterizedTest(name = "{0}: dora {1}, otto {2}, vera {3}, paul {4}")
  @CsvSource({
    "/console/inbox, 200, 200, 200, 200",
    "/console/mine, 200, 200, 200, 200",
    "/console/all, 403, 200, 403, 403",
    "/console/sessions, 403, 200, 403, 403",
    "/console/sessions/none, 403, 404, 403, 403",
    "/console/sessions/none/results/none-1, 403, 404, 403, 403",
    "/console/sessions/none/results/none-1/csv, 403, 404, 403, 403",
    "/console/sessions/none/results/none-1/json, 403, 404, 403, 403",
    "/console/logs, 403, 200, 403, 403",
    "/console/logs/none, 403, 404, 403, 403",
    "/console/log, 403, 200, 403, 403",
    "/console/leases, 403, 200, 200, 200",
    "/console/health, 403, 200, 200, 200",
    "/console/overview, 403, 200, 200, 200",
    "/console/nothing, 404, 404, 404, 404",
    "/actuator/env, 403, 403, 403, 403",
    "/actuator/health, 200, 200, 200, 200"
  })
  void showsEachRoleItsPages(String path, int dora, int otto, int vera, int paul) {
    assertThat(as(DORA).get(path).statusCode()).isEqualTo(dora);
    assertThat(as(OTTO).get(path).statusCode()).isEqualTo(otto);
    assertThat(as(VERA).get(path).statusCode()).isEqualTo(vera);
    assertThat(as(PAUL).get(path).statusCode()).isEqualTo(paul);
  }
}
