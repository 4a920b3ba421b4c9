package io.jitjdbc.identity.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One issuer's token is the assertion that another issuer gives its own token for. */
class ForeignAssertionTest {
  private final MockOAuth2Server platform = new MockOAuth2Server();
  private final MockOAuth2Server corporate = new MockOAuth2Server();

  @TempDir Path folder;

  @BeforeEach
  void start() {
    platform.start();
    corporate.start();
  }

  @AfterEach
  void stop() {
    platform.shutdown();
    corporate.shutdown();
  }

  private String issuer() {
    return corporate.issuerUrl("corporate").toString();
  }

  private String assertion() {
    return platform
        .issueToken(
            "platform", "pod-of-reports", issuer(), Map.of("groups", List.of("reporting")), 3_600)
        .serialize();
  }

  private SubjectResolver workload(String assertion, Map<String, String> more) throws Exception {
    Path file = Files.writeString(folder.resolve("assertion"), assertion);
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
    var settings =
        new HashMap<>(
            Map.of(
                "issuer",
                issuer(),
                "audience",
                "jit-jdbc",
                "client-id",
                "shop",
                "client-secret.file",
                secret.toString(),
                "assertion.file",
                file.toString(),
                "scope",
                "jit-jdbc"));
    settings.putAll(more);
    return new JwtBearerSubjectResolverProvider()
        .create(SettingValues.of("jit.subject.jwt-bearer.", settings));
  }

  @Test
  void makesTheWorkloadASubjectOfTheSecondIssuer() throws Exception {
    try (SubjectResolver resolver = workload(assertion(), Map.of())) {
      Subject subject = resolver.resolve(PresentedToken.none());

      assertThat(subject)
          .isEqualTo(
              new Subject(issuer(), "pod-of-reports", "pod-of-reports", Set.of("reporting")));
    }
  }

  @Test
  void isNoTokenItself() throws Exception {
    try (SubjectResolver resolver = workload(assertion(), Map.of())) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> resolver.resolve(PresentedToken.of(assertion())))
          .withMessageContaining("from issuer " + platform.issuerUrl("platform"))
          .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
    }
  }

  @Test
  void isOfNoUseIfTheSecondIssuersTokenIsForSomebodyElse() throws Exception {
    try (SubjectResolver resolver = workload(assertion(), Map.of("scope", "payroll"))) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> resolver.resolve(PresentedToken.none()))
          .withMessageContainingAll("for audience payroll", "accepts jit-jdbc");
    }
  }
}
