package io.jitjdbc.identity.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.SubjectResolverContract;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TestIssuer.Form;
import io.jitjdbc.testing.TestIssuer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A service at an issuer that answers what the test says, and by default no. */
abstract class ServiceContract extends SubjectResolverContract {
  private static final String SECRET = "s3cret/+ of the client";

  final TestIssuer issuer = TestIssuer.start();
  SubjectResolver resolver;

  @TempDir Path folder;

  @BeforeEach
  void createAndRefuse() throws IOException {
    resolver = service(Map.of());
    issuer.answer("/token", form -> Reply.error("invalid_client"));
  }

  @AfterEach
  void close() {
    resolver.close();
    issuer.close();
  }

  /** The contract runs with a client that the issuer does not know. */
  @Override
  protected SubjectResolver resolver() {
    return resolver;
  }

  @Override
  protected PresentedToken tokenOf(String subjectId) {
    return PresentedToken.of(issuer.token(subjectId));
  }

  @Override
  protected PresentedToken forgedToken() {
    return PresentedToken.of(issuer.token("ann").replaceFirst("\\.[^.]*$", ".c2ln"));
  }

  SubjectResolver service(Map<String, String> changes) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    var settings = new HashMap<>(Map.of("client-secret.file", secret.toString()));
    settings.putAll(changes);
    return resolver("client-credentials", settings);
  }

  SubjectResolver resolver(String name, Map<String, String> changes) {
    var settings =
        new HashMap<>(
            Map.of(
                "issuer",
                issuer.name(),
                "audience",
                TestIssuer.AUDIENCE,
                "client-id",
                "the service"));
    settings.putAll(changes);
    settings.values().removeIf(String::isEmpty);
    return Providers.named(SubjectResolverProvider.class, "jit.subject", name)
        .create(SettingValues.of("jit.subject." + name + ".", settings));
  }

  Reply token(String subject) {
    return Reply.ok(
        Map.of("access_token", issuer.token(subject), "token_type", "Bearer", "expires_in", 300));
  }

  String signIn() throws RefusedException {
    return resolver.resolve(PresentedToken.none()).id();
  }

  Form form() {
    assertThat(issuer.forms("/token")).hasSize(1);
    return issuer.forms("/token").get(0);
  }

  void assertRefused(SqlState state, String... why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(this::signIn)
        .withMessageContainingAll(why)
        .withMessageNotContainingAny("s3cret", "eyJ")
        .satisfies(e -> assertThat(e.state()).isEqualTo(state));
  }
}
