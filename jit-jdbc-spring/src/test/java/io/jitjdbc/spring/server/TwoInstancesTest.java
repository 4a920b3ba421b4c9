package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.Together;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances over one PostgreSQL: what one was told, the other knows. */
class TwoInstancesTest {
  private static final Subject ANN = person("ann", "analysts");
  private static final Subject DORA = person("dora", "dba");

  private final TestIssuer issuer = TestIssuer.start();
  private final SubjectTokens tokens = new SubjectTokens(issuer, InstantSource.system());
  private TestDatabase database;
  private RunningControlPlane one;
  private RunningControlPlane other;

  @BeforeEach
  void start() throws Exception {
    database = TestDatabases.open(DatabaseProduct.POSTGRESQL);
    // One after the other: Spring Boot's logging belongs to the JVM and not to an application.
    one = instance();
    other = instance();
  }

  private RunningControlPlane instance() throws Exception {
    return RunningControlPlane.start(
        database,
        issuer,
        ANN.issuer(),
        InstantSource.system(),
        Map.of("jit.server.id-token-algorithm", "ES256"));
  }

  @AfterEach
  void stop() throws Exception {
    one.close();
    other.close();
    database.close();
    issuer.close();
  }

  private AccessRequest filed() throws Exception {
    return filed(1);
  }

  private AccessRequest filed(int uses) throws Exception {
    return one.bean(BookApprovals.class)
        .file(draft("SELECT 1", requirement(1, uses), Instant.now()));
  }

  private HttpResponse<String> use(RunningControlPlane at, AccessRequest filed, String key) {
    return as(ANN, at, "POST", "/v1/requests/" + filed.id() + "/uses", key);
  }

  private HttpResponse<String> as(
      Subject person, RunningControlPlane at, String method, String path, String key) {
    return new Http(at.address())
        .send(
            method,
            path,
            "",
            "Authorization",
            "Bearer " + tokens.token(person).reveal(),
            "Idempotency-Key",
            '"' + key + '"');
  }

  @Test
  void aQuestionAtOneIsAnsweredAtTheOtherWhileItWaits() throws Exception {
    AccessRequest filed = filed();
    String status = "/v1/requests/" + filed.id() + "/status?wait=30";
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(() -> as(ANN, one, "GET", status, "k"));

    other.bean(BookApprovals.class).answer(filed.id(), DORA, true, "");

    assertThat(waiting.get(20, TimeUnit.SECONDS).body()).contains("\"approved\"");
  }

  @Test
  void oneUseIsHandedOutOnceWhicheverIsAsked() throws Exception {
    AccessRequest filed = filed();
    other.bean(BookApprovals.class).answer(filed.id(), DORA, true, "");
    List<RunningControlPlane> both = List.of(one, other);

    List<Integer> answers =
        Together.run(
            8, number -> () -> use(both.get(number % 2), filed, "key-" + number).statusCode());

    assertThat(answers).containsOnlyOnce(201).filteredOn(status -> status != 201).containsOnly(409);
  }

  @Test
  void oneKeyTakesOneUseAtBothAtOnce() throws Exception {
    AccessRequest filed = filed(9);
    other.bean(BookApprovals.class).answer(filed.id(), DORA, true, "");
    List<RunningControlPlane> both = List.of(one, other);

    List<HttpResponse<String>> answers =
        Together.run(8, number -> () -> use(both.get(number % 2), filed, "key"));

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
    assertThat(answers)
        .extracting(HttpResponse::body)
        .containsOnly(answers.get(0).body())
        .allMatch(body -> body.contains(filed.id() + ".1"));
    assertThat(use(one, filed, "another").body()).contains(filed.id() + ".2");
  }

  @Test
  void aKeyIsKnownAtTheOtherWhenTheOneIsGone() throws Exception {
    AccessRequest filed = filed(9);
    other.bean(BookApprovals.class).answer(filed.id(), DORA, true, "");
    String first = use(one, filed, "key").body();
    one.close();

    assertThat(use(other, filed, "key").body()).isEqualTo(first);
    HttpResponse<String> somebodyElses =
        as(DORA, other, "POST", "/v1/requests/" + filed.id() + "/uses", "key");
    assertThat(somebodyElses.statusCode()).isEqualTo(404);
  }

  @Test
  void whoIsSignedInAtOneIsSignedInAtTheOther() {
    Http browser = SignIn.as(one, issuer, DORA);

    assertThat(browser.get("/console/inbox").statusCode()).isEqualTo(200);
    assertThat(browser.get(other.address().resolve("/console/inbox").toString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatOneWasToldOutlivesIt() throws Exception {
    AccessRequest filed = filed();
    one.close();

    assertThat(other.bean(BookApprovals.class).answer(filed.id(), DORA, true, "").status())
        .isEqualTo(Status.APPROVED);
    assertThat(use(other, filed, "key").statusCode()).isEqualTo(201);
  }
}
