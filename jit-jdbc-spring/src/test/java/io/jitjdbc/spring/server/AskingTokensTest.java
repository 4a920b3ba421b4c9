package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An application holds the tokens of those who signed in at it; all that they are good for is to
 * ask.
 */
class AskingTokensTest {
  private static final Subject ANN = person("ann", "analysts");
  private static final Subject SHOP = person("shop", "applications");

  private static TestIssuer issuer;
  private static TestDatabase database;
  private static RunningControlPlane controlPlane;
  private static String id;

  @BeforeAll
  static void start() throws Exception {
    issuer = TestIssuer.start();
    database = TestDatabases.open(DatabaseProduct.H2);
    controlPlane =
        RunningControlPlane.start(
            database,
            issuer,
            ANN.issuer(),
            InstantSource.system(),
            Map.of(
                "jit.server.issuers[0].audience",
                TestIssuer.AUDIENCE + ",shop",
                "jit.server.asking-audiences",
                "shop"));
    id =
        controlPlane
            .bean(BookApprovals.class)
            .file(draft("SELECT 1", requirement(1, 1), Instant.now()))
            .id();
  }

  @AfterAll
  static void stop() throws Exception {
    controlPlane.close();
    database.close();
    issuer.close();
  }

  private static String token(Subject person, String audience) {
    return issuer.sign(
        new SubjectTokens(issuer, InstantSource.system())
            .claims(person, Instant.now().plusSeconds(300))
            .audience(audience)
            .build());
  }

  private static int status(String deed, String subject, String actor) {
    String[] words = deed.replace("ID", id).split(" ", -1);
    var headers = new ArrayList<>(List.of("Authorization", "Bearer " + subject));
    headers.addAll(List.of("Idempotency-Key", "\"" + deed + subject.length() + "\""));
    if (!actor.isEmpty()) {
      headers.addAll(List.of("Actor-Token", actor));
    }
    return new Http(controlPlane.address())
        .send(words[0], words[1], "{}", headers.toArray(String[]::new))
        .statusCode();
  }

  @ParameterizedTest
  @CsvSource({
    "POST /v1/requests/ID/answers",
    "POST /v1/requests/ID/revocation",
    "PUT /v1/delegations/d",
    "GET /v1/requests?state=open",
    "GET /v1/requests/ID",
    "POST /v1/leases",
    "POST /v1/audit/events",
    "POST /v1/requests/ID/status/../answers"
  })
  void neitherAnswersNorLeasesNorLooksAround(String deed) {
    assertThat(status(deed, token(ANN, "shop"), token(SHOP, TestIssuer.AUDIENCE))).isIn(400, 403);
  }

  @Test
  void asksBesideTheApplicationsOwnTokenOnly() {
    String annsAtTheShop = token(ANN, "shop");
    String looking = "GET /v1/requests/ID/status";
    String own = token(SHOP, TestIssuer.AUDIENCE);

    assertThat(status("POST /v1/requests", annsAtTheShop, own)).isNotIn(401, 403);
    assertThat(status(looking, annsAtTheShop, own)).isNotIn(401, 403);
    assertThat(status(looking, annsAtTheShop, "")).isEqualTo(403);
    assertThat(status(looking, annsAtTheShop, annsAtTheShop)).isEqualTo(403);
    assertThat(status("GET /v1/requests?state=open", token(ANN, TestIssuer.AUDIENCE), ""))
        .isEqualTo(200);
  }
}
