package io.jitjdbc.identity.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.testing.TestIssuer.Reply;
import io.jitjdbc.testing.Together;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to a token endpoint, and whatever may come back. */
class ClientCredentialsTest extends ServiceContract {
  @Test
  void showsItsSecretInTheHeaderAndAsksForWhatIsConfigured() throws Exception {
    resolver =
        service(
            Map.of(
                "scope", "db,more",
                "resource", "https://db.example/shop",
                "request-audience", "jit-jdbc"));
    issuer.answer("/token", form -> token("service"));
    assertThat(signIn()).isEqualTo("service");

    assertThat(form().fields())
        .containsOnly(
            Map.entry("grant_type", "client_credentials"),
            Map.entry("scope", "db more"),
            Map.entry("resource", "https://db.example/shop"),
            Map.entry("audience", "jit-jdbc"));
    String basic = form().authorization().substring("Basic ".length());
    assertThat(new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8))
        .isEqualTo("the+service:s3cret%2F%2B+of+the+client");
  }

  @Test
  void asksOnceForManyConnections() throws Exception {
    issuer.answer("/token", form -> token("service"));
    Together.run(20, i -> this::signIn);
    signIn();

    assertThat(issuer.forms("/token")).hasSize(1);
  }

  @Test
  void prefersTheTokenThatTheConnectionPresents() throws Exception {
    assertThat(resolver.resolve(tokenOf("bob")).id()).isEqualTo("bob");
    assertThat(issuer.forms("/token")).isEmpty();
  }

  @Test
  void readsTheSecretAnewForEveryToken() throws Exception {
    assertRefused(SqlState.CREDENTIAL_REFUSED, "invalid_client");
    Files.writeString(folder.resolve("secret"), "rotated");
    Thread.sleep(2_100);
    issuer.answer("/token", form -> token("service"));
    signIn();

    String last = issuer.forms("/token").get(1).authorization();
    assertThat(new String(Base64.getDecoder().decode(last.substring(6)), StandardCharsets.UTF_8))
        .endsWith(":rotated");
  }

  @Nested
  class WhenTheIssuerMisbehaves {
    @ParameterizedTest
    @CsvSource({
      "invalid_client, client-id",
      "unauthorized_client, allow this kind",
      "unsupported_grant_type, allow this kind",
      "invalid_scope, jit.subject.client-credentials.scope",
      "invalid_target, jit.subject.client-credentials.resource",
      "invalid_grant, issuer's log"
    })
    void saysWhatTheIssuerRefusedAndWhatToDo(String code, String next) {
      issuer.answer("/token", form -> Reply.error(code));

      assertRefused(SqlState.CREDENTIAL_REFUSED, "the issuer answered " + code, next);
    }

    @Test
    void doubtsTheSecretToo() {
      issuer.answer("/token", form -> new Reply(401, "{\"error\":\"unauthorized_client\"}"));

      assertRefused(
          SqlState.CREDENTIAL_REFUSED,
          "unauthorized_client",
          "jit.subject.client-credentials.client-id",
          "allow this kind");
    }

    @Test
    void showsItsExplanationWithoutTheTokensThatItQuotes() {
      issuer.answer(
          "/token",
          form ->
              new Reply(
                  401,
                  "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215 for "
                      + issuer.token("ann")
                      + "\"}"));

      assertRefused(SqlState.CREDENTIAL_REFUSED, "AADSTS7000215 for ***");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "null", "[]", "{}", "<html>", "{\"access_token\":7,\"token_type\":\"x\"}"})
    void doesNotTakeGarbageForAToken(String body) {
      issuer.answer("/token", form -> new Reply(200, body));

      assertRefused(SqlState.UNREACHABLE, "none that OAuth knows");
    }

    @ParameterizedTest
    @CsvSource({"503, 08001, status 503", "404, 28000, status 404", "429, 28000, status 429"})
    void saysWithWhichStatusItAnswered(int status, String state, String why) {
      issuer.answer("/token", form -> new Reply(status, "<html>"));

      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(ClientCredentialsTest.this::signIn)
          .withMessageContaining(why)
          .satisfies(e -> assertThat(e.state().code()).isEqualTo(state));
    }

    @Test
    void doesNotWaitForEver() {
      issuer.answer(
          "/token",
          form -> {
            issuer.delayAnswers(Duration.ofSeconds(30));
            return token("service");
          });

      assertRefused(SqlState.UNREACHABLE, "did not answer within 5000 ms");
    }

    @Test
    void readsNoEndlessAnswer() {
      issuer.answer("/token", form -> new Reply(200, " ".repeat(2 << 20)));

      assertRefused(SqlState.UNREACHABLE, "larger than");
    }

    @Test
    void carriesTheSecretToNoOtherPlace() {
      issuer.redirectTo("https://evil.example/");

      assertRefused(SqlState.UNREACHABLE, "status 302");
      assertThat(issuer.forms("/token")).isEmpty();
    }

    @Test
    void saysThatItIsNotThere() {
      issuer.close();

      assertRefused(
          SqlState.UNREACHABLE, "cannot be asked", "jit.subject.client-credentials.issuer");
    }

    @Test
    void doesNotAskAnotherIssuer() {
      issuer.claimToBe("https://evil.example");

      assertRefused(SqlState.UNREACHABLE, "is the document of issuer https://evil");
      assertThat(issuer.forms("/token")).isEmpty();
    }

    @Test
    void verifiesWhatItGives() {
      issuer.answer(
          "/token",
          form ->
              Reply.ok(
                  Map.of(
                      "access_token",
                      issuer.sign(issuer.claims("ann").audience("other").build()),
                      "token_type",
                      "Bearer")));

      assertRefused(
          SqlState.CREDENTIAL_REFUSED, "audience other", "jit.subject.client-credentials.audience");
    }
  }

  @Nested
  class WhenItIsConfigured {
    private void assertInvalid(Map<String, String> changes, String... why) {
      assertThatExceptionOfType(InvalidSettingException.class)
          .isThrownBy(() -> resolver("client-credentials", changes))
          .withMessageContainingAll(why);
    }

    @Test
    void needsAClientThatCanShowWhoItIs() {
      assertInvalid(Map.of("client-id", ""), "jit.subject.client-credentials.client-id");
      assertInvalid(Map.of(), "client-secret.file or", "client-key.file is required");
      assertInvalid(Map.of("client-secret.file", "a", "client-key.file", "b"), "are both given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "https://x.example#y", "not a uri"})
    void asksForRealResourcesOnly(String resource) {
      assertInvalid(
          Map.of("client-secret.file", "a", "resource", resource),
          "jit.subject.client-credentials.resource");
    }

    @Test
    void needsAnIssuerThatNobodyCanImpersonate() {
      assertInvalid(
          Map.of("client-secret.file", "a", "issuer", "http://idp.example"),
          "jit.subject.client-credentials.issuer");
    }
  }
}
