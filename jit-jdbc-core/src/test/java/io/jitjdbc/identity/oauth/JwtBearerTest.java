package io.jitjdbc.identity.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.SqlState;
import io.jitjdbc.testing.TestIssuer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workload whose platform writes assertions. */
class JwtBearerTest extends ServiceContract {
  private Path file;

  @BeforeEach
  void useThisProvider() {
    file = folder.resolve("assertion");
    bearer(Map.of());
    issuer.answer("/token", form -> Reply.error("invalid_grant"));
  }

  private void bearer(Map<String, String> changes) {
    var settings = new HashMap<>(Map.of("assertion.file", file.toString(), "client-id", ""));
    settings.putAll(changes);
    resolver = resolver("jwt-bearer", settings);
    issuer.answer("/token", form -> token("workload"));
  }

  @Test
  void showsTheFilesAssertionAndNoClient() throws Exception {
    Files.writeString(file, issuer.token("pod") + "\n");
    bearer(Map.of("scope", "db"));
    assertThat(signIn()).isEqualTo("workload");

    assertThat(form().authorization()).isEmpty();
    assertThat(form().fields())
        .containsOnly(
            Map.entry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
            Map.entry("assertion", Files.readString(file).strip()),
            Map.entry("scope", "db"));
  }

  @Test
  void namesTheClientIfThereIsOne() throws Exception {
    Files.writeString(file, issuer.token("pod"));
    bearer(Map.of("client-id", "shop"));
    signIn();

    assertThat(form().fields()).containsEntry("client_id", "shop");
  }

  @Test
  void readsTheFileAnewForEveryToken() throws Exception {
    Files.writeString(file, issuer.token("pod"));
    bearer(Map.of());
    issuer.answer(
        "/token",
        form ->
            Reply.ok(
                Map.of(
                    "access_token",
                    issuer.token("workload"),
                    "token_type",
                    "Bearer",
                    "expires_in",
                    1)));
    signIn();
    String rotated = Files.writeString(file, issuer.token("pod-2")).toString();
    Thread.sleep(1_100);
    signIn();

    assertThat(issuer.forms("/token").get(1).fields())
        .containsEntry("assertion", Files.readString(Path.of(rotated)));
  }

  @Test
  void saysThatTheFileIsNotThereOrHoldsNoAssertion() throws IOException {
    bearer(Map.of());
    assertRefused(
        SqlState.CREDENTIAL_REFUSED, "does not exist", "jit.subject.jwt-bearer.assertion.file");

    Files.writeString(file, "s3cret");
    bearer(Map.of());
    assertRefused(SqlState.CREDENTIAL_REFUSED, "is not a signed JWT");
  }
}
