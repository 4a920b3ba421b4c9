package io.jitjdbc.credential.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.LoaderWithout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to a token endpoint, and what is made of every kind of answer. */
class ExchangeRefusalTest {
  private static final String TYPE = "urn:ietf:params:oauth:token-type:";

  private final ExchangeTests tests = new ExchangeTests();

  @TempDir Path folder;

  @AfterEach
  void close() {
    tests.close();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void sendsWhatTheStandardAsksForAndNothingElse() throws RefusedException {
    tests.broker(Map.of()).lease(ExchangeTests.request("ann"));

    assertThat(tests.forms)
        .containsExactly(
            Map.of(
                "grant_type", List.of("urn:ietf:params:oauth:grant-type:token-exchange"),
                "client_id", List.of("jit-jdbc"),
                "subject_token", List.of(ExchangeTests.OWN),
                "subject_token_type", List.of(TYPE + "access_token"),
                "requested_token_type", List.of(TYPE + "access_token")));
    assertThat(tests.authorizations).containsExactly("null");
  }

  @Test
  void sendsEverythingThatIsSet() throws Exception {
    CredentialBroker broker =
        tests.broker(
            Map.of(
                "audience", "orders-db, stock-db",
                "resource", "https://db.example/orders",
                "scope", "db.connect, db.read",
                "subject-token-type", "id-token",
                "client-secret.file", file("secret", "s e:cret\n").toString(),
                "actor-token.file", file("actor", "actor-jwt").toString()));

    broker.lease(ExchangeTests.request("ann"));

    assertThat(tests.forms.get(0))
        .containsEntry("audience", List.of("orders-db", "stock-db"))
        .containsEntry("resource", List.of("https://db.example/orders"))
        .containsEntry("scope", List.of("db.connect db.read"))
        .containsEntry("subject_token_type", List.of(TYPE + "id_token"))
        .containsEntry("actor_token", List.of("actor-jwt"))
        .containsEntry("actor_token_type", List.of(TYPE + "jwt"))
        .doesNotContainKey("client_id");
    String basic =
        Base64.getEncoder().encodeToString("jit-jdbc:s+e%3Acret".getBytes(StandardCharsets.UTF_8));
    assertThat(tests.authorizations).containsExactly("Basic " + basic);
  }

  @Test
  void signsWithTheKeyThatIsInTheFileAtThatMoment() throws Exception {
    Path file = file("key", new RSAKeyGenerator(2048).keyID("old").generate().toJSONString());
    CredentialBroker broker = tests.broker(Map.of("client-key.file", file.toString()));
    broker.lease(ExchangeTests.request("ann"));
    RSAKey rotated = new RSAKeyGenerator(2048).keyID("new").generate();
    file("key", rotated.toJSONString());

    broker.lease(ExchangeTests.request("ann"));

    Map<String, List<String>> form = tests.forms.get(1);
    var assertion = SignedJWT.parse(form.get("client_assertion").get(0));
    JWTClaimsSet claims = assertion.getJWTClaimsSet();
    assertThat(assertion.verify(new RSASSAVerifier(rotated))).isTrue();
    assertThat(assertion.getHeader().getKeyID()).isEqualTo("new");
    assertThat(claims.getIssuer()).isEqualTo("jit-jdbc");
    assertThat(claims.getSubject()).isEqualTo("jit-jdbc");
    assertThat(claims.getAudience()).containsExactly(tests.address());
    assertThat(claims.getExpirationTime())
        .isEqualTo(Date.from(tests.clock.instant().plusSeconds(60)));
    assertThat(form.get("client_assertion_type"))
        .containsExactly("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  }

  @Test
  void endsWhenTheTokenEndsOrSooner() throws RefusedException {
    assertThat(life(Map.of())).isEqualTo(Duration.ofMinutes(10));
    assertThat(life(Map.of("max-ttl", "5m"))).isEqualTo(Duration.ofMinutes(5));

    var claims =
        new JWTClaimsSet.Builder()
            .expirationTime(Date.from(tests.clock.instant().plusSeconds(120)))
            .build();
    tests.answer = tests.answer.replace(ExchangeTests.EXCHANGED, new PlainJWT(claims).serialize());
    assertThat(life(Map.of())).isEqualTo(Duration.ofMinutes(2));

    tests.answer = tests.answer.replace(",\"expires_in\":600", "");
    assertThat(life(Map.of())).isEqualTo(Duration.ofMinutes(2));
  }

  private Duration life(Map<String, String> settings) throws RefusedException {
    Lease lease = tests.broker(settings).lease(ExchangeTests.request("ann"));
    assertThat(lease.issuedAt()).isEqualTo(tests.clock.instant());
    return Duration.between(lease.issuedAt(), lease.expiresAt());
  }

  @ParameterizedTest
  @CsvSource({
    "{name}, ann@example.org, ann@example.org",
    "app, ann, app",
    "{id}, ann, u-17",
    "jit_{id}, ann, jit_u-17",
    "{name}, {id}, {id}",
    "'{name}', $1\\, $1\\",
    "reader of {name}, ann, reader of ann",
  })
  void namesTheDatabaseUser(String pattern, String name, String user) throws RefusedException {
    Lease lease = tests.broker(Map.of("user", pattern)).lease(ExchangeTests.request(name));

    assertThat(lease.credential().user()).isEqualTo(user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ann", "ann ", "ann\0admin", "ann\nadmin", "a\u202eb"})
  void refusesNamesThatNoDatabaseUserHas(String name) {
    RefusedException refusal =
        ExchangeTests.refusal(
            tests.broker(Map.of()),
            ExchangeTests.request(name),
            PresentedToken.of(ExchangeTests.OWN));

    assertThat(refusal.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED);
    assertThat(refusal).hasMessageContaining("jit.subject.oidc.name-claim");
    assertThat(tests.forms).isEmpty();
  }

  @Test
  void refusesEndlessNames() {
    assertThat(
            ExchangeTests.refusal(
                tests.broker(Map.of()),
                ExchangeTests.request("a".repeat(129)),
                PresentedToken.of(ExchangeTests.OWN)))
        .hasMessageContaining("name");
  }

  @Test
  void refusesWithoutAToken() {
    assertThat(
            ExchangeTests.refusal(
                tests.broker(Map.of()), ExchangeTests.request("ann"), PresentedToken.none()))
        .hasMessageContaining("this subject has none")
        .extracting(RefusedException::state)
        .isEqualTo(SqlState.CREDENTIAL_REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | {"error":"invalid_request","error_description":"Invalid token"} | 28000 | (400 invalid_request: Invalid token). Check that the token
          400 | {"error":"invalid_target"}       | 28000 | Check audience and resource
          400 | {"error":"invalid_scope"}        | 28000 | Check scope
          400 | {"error":"unauthorized_client"}  | 28000 | Allow the client
          401 | {"error":"unauthorized_client"}  | 28000 | Check client-id and its secret
          401 | {"error":"invalid_client"}       | 28000 | Check client-id and its secret
          400 | {"error":"invalid_client"}       | 28000 | the issuer knows the audience
          400 | {"error":"invalid_request"}      | 28000 | may exchange tokens there
          403 | <html>no</html>                  | 28000 | (403). Check that
          429 | {"error":"slow_down"}            | 08001 | Try again later
          307 | {}                               | 08001 | (307)
          500 | {"error":7}                      | 08001 | (500). Try again later
          503 | []                               | 08001 | Try again later
          """)
  void saysWhatTheServerRefusesAndWhatToDo(int status, String body, String state, String part) {
    tests.status = status;
    tests.answer = body;

    RefusedException refusal = tests.refusal(tests.broker(Map.of()));

    assertThat(refusal.state().code()).isEqualTo(state);
    assertThat(refusal).hasMessageContaining(part);
  }

  @Test
  void repeatsNoTokenThatTheServerRepeats() {
    tests.status = 400;
    tests.answer =
        "{\"error\":\"invalid_request\",\"error_description\":\"bad "
            + "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl\\u001b[2J\"}";

    assertThat(tests.refusal(tests.broker(Map.of()))).hasMessageContaining(": bad ***?[2J)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"access_token\":\"\",\"token_type\":\"Bearer\",\"expires_in\":600}",
        "{\"access_token\":7,\"token_type\":\"Bearer\",\"expires_in\":600}",
        "{\"access_token\":\"x\",\"expires_in\":600}",
        "{\"access_token\":\"x\",\"token_type\":\"DPoP\",\"expires_in\":600}",
        "{\"access_token\":\"x\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":0}",
        "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":-5}",
        "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":\"600\"}",
        "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":9223372036854775807}",
        "{\"access_token\":\"eyJhbGciOiJub25lIn0.eyJleHAiOjF9.\",\"token_type\":\"N_A\","
            + "\"expires_in\":600}",
      })
  void refusesAnswersThatAreNoToken(String body) {
    tests.answer = body;

    RefusedException refusal = tests.refusal(tests.broker(Map.of()));

    assertThat(refusal.state()).isEqualTo(SqlState.UNREACHABLE);
    assertThat(refusal).hasMessageContaining("no exchanged token");
  }

  @Test
  void givesUpOnASlowServer() {
    tests.delay = Duration.ofSeconds(3);

    assertThat(tests.refusal(tests.broker(Map.of("timeout", "500ms"))).state())
        .isEqualTo(SqlState.UNREACHABLE);
  }

  @Test
  void saysThatNobodyListens() {
    assertThat(tests.refusal(tests.broker(Map.of("token-endpoint", "http://127.0.0.1:1/token"))))
        .hasMessageContaining("http://127.0.0.1:1/token did not exchange");
    assertThat(
            tests.refusal(
                tests.broker(Map.of("token-endpoint", "", "issuer", "http://127.0.0.1:1"))))
        .hasMessageContaining("http://127.0.0.1:1");
  }

  @Test
  void refusesWithoutWhatTheClientSignsInWith() throws Exception {
    String missing = folder.resolve("missing").toString();
    String shared = new OctetSequenceKeyGenerator(256).generate().toJSONString();
    RSAKey open = new RSAKeyGenerator(2048).generate().toPublicJWK();

    assertThat(tests.refusal(tests.broker(Map.of("client-secret.file", missing))))
        .hasMessageContaining("does not exist");
    assertThat(tests.refusal(tests.broker(Map.of("actor-token.file", missing))))
        .hasMessageContaining("does not exist");
    for (String key : List.of("no JSON", "{}", shared, open.toJSONString())) {
      String path = file("key", key).toString();
      assertThat(tests.refusal(tests.broker(Map.of("client-key.file", path))))
          .hasMessageContaining("holds no private RSA or EC key")
          .hasNoCause();
    }
    assertThat(tests.forms).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "client-id, '', client-id is required",
    "token-endpoint, '', token-endpoint is required",
    "token-endpoint, http://idp.example/token, token-endpoint cannot be read",
    "issuer, http://127.0.0.1:1, both given",
    "resource, /relative, resource cannot be read",
    "user, '{group}', user cannot be read",
    "user, ' ', user cannot be read",
    "subject-token-type, saml2, subject-token-type cannot be read",
    "timeout, 0s, timeout of the token-exchange broker",
    "max-ttl, 0s, max-ttl of the token-exchange broker",
  })
  void wantsSettingsThatMakeSense(String name, String value, String problem) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> tests.broker(Map.of(name, value)))
        .withMessageContaining(problem);
  }

  @Test
  void wantsOneWayToSignIn() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> tests.broker(Map.of("client-secret.file", "a", "client-key.file", "b")))
        .withMessageContaining("both given");
  }

  @Test
  void asksForTheOAuthLibraryWhereItIsMissing() throws Exception {
    var without = new LoaderWithout("com.nimbusds.oauth2", "io.jitjdbc.credential.exchange");
    var provider =
        (CredentialBrokerProvider)
            without
                .loadClass(TokenExchangeBrokerProvider.class.getName())
                .getConstructor()
                .newInstance();
    var settings = Map.of("token-endpoint", "https://idp.example/token", "client-id", "jit");

    assertThat(provider.settings()).isNotEmpty();
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> provider.create(SettingValues.of("", settings)))
        .withMessageContaining("com.nimbusds:oauth2-oidc-sdk");
  }
}
