package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.service.ServiceApprovalsProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.spring.server.rate.RateSettings;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TokenBearing;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who asks too much is told when to come back, and nobody else is the worse for it. */
class RateTest {
  private static final String OPEN = "/v1/requests?state=open";
  private static final int MANY = 60;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static TestIssuer issuer;
  private static TestDatabase database;
  private static RunningControlPlane controlPlane;
  private static SubjectTokens tokens;
  private static Http http;

  @BeforeAll
  static void start() throws Exception {
    issuer = TestIssuer.start();
    tokens = new SubjectTokens(issuer, InstantSource.system());
    database = TestDatabases.open(DatabaseProduct.H2);
    var more = new HashMap<String, String>();
    more.put("jit.server.id-token-algorithm", "ES256");
    more.put("server.forward-headers-strategy", "framework");
    for (String whose : new String[] {"caller", "person", "address"}) {
      more.put("jit.server.rate." + whose + "-per-second", "1");
      more.put("jit.server.rate." + whose + "-burst", "6");
    }
    String name = person("ann").issuer();
    controlPlane = RunningControlPlane.start(database, issuer, name, InstantSource.system(), more);
    http = new Http(controlPlane.address());
  }

  @AfterAll
  static void stop() throws Exception {
    controlPlane.close();
    database.close();
    issuer.close();
  }

  /** Somebody whom nobody has seen before. */
  private static Subject somebody() {
    return person("somebody" + NUMBER.incrementAndGet(), "analysts");
  }

  private static String address() {
    return "192.0.2." + NUMBER.incrementAndGet();
  }

  private static HttpResponse<String> call(String token, String address) {
    return http.get(OPEN, "Authorization", "Bearer " + token, "X-Forwarded-For", address);
  }

  private static HttpResponse<String> untilTooMany(Supplier<HttpResponse<String>> call) {
    for (int i = 0; i < MANY; i++) {
      HttpResponse<String> answer = call.get();
      if (answer.statusCode() == 429) {
        return answer;
      }
    }
    throw new AssertionError("there is no limit");
  }

  private static void waitAsTold(HttpResponse<String> told) throws InterruptedException {
    long seconds = Long.parseLong(told.headers().firstValue("Retry-After").orElseThrow());
    assertThat(seconds).isBetween(1L, 10L);
    Thread.sleep(seconds * 1000);
  }

  @Test
  void aCallerIsToldWhenToComeBackAndIsServedThen() throws Exception {
    String token = tokens.token(somebody()).reveal();
    String other = tokens.token(somebody()).reveal();

    HttpResponse<String> told = untilTooMany(() -> call(token, address()));

    assertThat(told.body()).contains("urn:jit-jdbc:problem:too-many-requests");
    assertThat(told.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(call(other, address()).statusCode()).isEqualTo(200);
    waitAsTold(told);
    assertThat(call(token, address()).statusCode()).isEqualTo(200);
  }

  @Test
  void anotherTokenOfTheSameCallerIsNoWayAround() {
    Subject somebody = somebody();

    untilTooMany(() -> call(tokens.token(somebody).reveal(), address()));
  }

  @Test
  void aStrangersAddressIsLimitedBeforeAnySignatureIsLookedAt() throws Exception {
    String flooded = address();
    String known = tokens.token(somebody()).reveal();
    String unknown = tokens.token(somebody()).reveal();
    assertThat(call(known, flooded).statusCode()).isEqualTo(200);

    HttpResponse<String> told = untilTooMany(() -> call("a.b.c", flooded));

    assertThat(call(unknown, flooded).statusCode()).isEqualTo(429);
    assertThat(call(known, flooded).statusCode()).isEqualTo(200);
    assertThat(call("a.b.c", address()).statusCode()).isEqualTo(401);
    waitAsTold(told);
    assertThat(call(unknown, flooded).statusCode()).isEqualTo(200);
  }

  @Test
  void oneAddressOfManyGoodCallersIsNotLimited() {
    String shared = address();

    for (int i = 0; i < 20; i++) {
      assertThat(call(tokens.token(somebody()).reveal(), shared).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aWholeNetworkOfIpV6IsOneAddress() {
    var host = new AtomicInteger();

    untilTooMany(() -> call("a.b.c", "2001:db8:0:7::" + host.incrementAndGet()));

    assertThat(call("a.b.c", "2001:db8:0:8::1").statusCode()).isEqualTo(401);
  }

  @Test
  void aPersonAtTheConsoleIsLimitedInWhatTheyDoAndNotInWhatTheySee() throws Exception {
    Http browser = browser("dora");
    AccessRequest filed = filed();
    String page = "/console/requests/" + filed.id();
    Map<String, String> yes = Map.of("granted", "true");

    HttpResponse<String> told = untilTooMany(() -> browser.submit(page, page + "/answer", yes));

    assertThat(browser.get("/console/inbox").statusCode()).isEqualTo(200);
    assertThat(browser("sam").submit("/console/inbox", "/logout", Map.of()).statusCode())
        .isEqualTo(302);
    waitAsTold(told);
    assertThat(browser.submit(page, page + "/answer", yes).statusCode()).isEqualTo(302);
  }

  /** By the address of this machine itself, which nothing else here calls from. */
  private static Http browser(String name) {
    return SignIn.as(controlPlane, issuer, person(name, "dba"));
  }

  private static AccessRequest filed() throws Exception {
    String sql = "SELECT " + NUMBER.incrementAndGet();
    return controlPlane
        .bean(BookApprovals.class)
        .file(draft(sql, requirement(1, 1), Instant.now()));
  }

  @Test
  void whoComesWithoutASessionIsLimitedByTheirAddress() {
    String flooded = address();

    HttpResponse<String> told =
        untilTooMany(
            () ->
                new Http(controlPlane.address()).get("/console/inbox", "X-Forwarded-For", flooded));

    assertThat(told.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(http.get("/goodbye", "X-Forwarded-For", flooded).statusCode()).isEqualTo(200);
    assertThat(http.get("/console/inbox", "X-Forwarded-For", address()).statusCode())
        .isEqualTo(302);
  }

  @Test
  void aDriverGoesOnByItself() throws Exception {
    Subject somebody = somebody();
    String token = tokens.token(somebody).reveal();
    var settings = Map.of("address", controlPlane.address().toString());
    ApprovalService client =
        new ServiceApprovalsProvider().create(SettingValues.of("jit.approval.jit.", settings));
    untilTooMany(() -> call(token, address()));

    try (var driver = new TokenBearing(client, tokens)) {
      AccessRequest draft = draft(somebody, somebody, "SELECT 1", requirement(1, 1), Instant.now());

      assertThat(driver.file(draft).id()).isEqualTo(draft.id());
    }
  }

  @Test
  void aRateThatLetsNothingThroughIsRefused() {
    assertThatThrownBy(() -> new RateSettings(0, 1, 1, 1, 1, 1))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.server.rate.caller-per-second");
    assertThatThrownBy(() -> new RateSettings(1, 1, 2, 1, 1, 1))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.server.rate.person-burst");
  }
}
