package io.jitjdbc.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where keys come from, and what happens when they do not. */
class KeysTest {
  private final TestIssuer issuer = TestIssuer.start();

  @AfterEach
  void close() {
    issuer.close();
  }

  private SubjectResolver resolver(JWKSource<SecurityContext> keys) {
    var values =
        SettingValues.of(
            "jit.subject.oidc.", Map.of("issuer", issuer.name(), "audience", TestIssuer.AUDIENCE));
    var verifier = new TokenVerifier(TokenRules.from(values), keys, InstantSource.system());
    return new OidcSubjectResolver(
        verifier, SubjectClaims.from(values), keys, () -> PresentedToken.none());
  }

  private PresentedToken token() {
    return PresentedToken.of(issuer.token("ann"));
  }

  private void assertImpossible(SubjectResolver resolver, PresentedToken token, String why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> resolver.resolve(token))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
  }

  @Nested
  class WhenTheIssuerIsAsked {
    private final URI address = URI.create(issuer.name());

    @Test
    void asksOnceForManyTokens() throws RefusedException {
      SubjectResolver resolver = resolver(RemoteKeys.of(address));
      for (int i = 0; i < 20; i++) {
        resolver.resolve(token());
      }

      assertThat(issuer.keyRequests()).isEqualTo(1);
    }

    @Test
    void followsARotationAtTheFirstTokenOfTheNewKey() throws RefusedException {
      SubjectResolver resolver = resolver(RemoteKeys.of(address));
      resolver.resolve(token());
      issuer.rotateKey();

      assertThat(resolver.resolve(token()).id()).isEqualTo("ann");
      assertThat(issuer.keyRequests()).isEqualTo(2);
    }

    @Test
    void leavesTheIssuerAloneWhenUnknownKeysRainIn() throws RefusedException {
      SubjectResolver resolver = resolver(RemoteKeys.of(address));
      for (int i = 0; i < 10; i++) {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(UUID.randomUUID().toString());
        var token = PresentedToken.of(issuer.sign(header.build(), issuer.claims("eve").build()));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> resolver.resolve(token));
      }

      assertThat(issuer.keyRequests()).isLessThanOrEqualTo(2);
      assertThat(resolver.resolve(token()).id()).isEqualTo("ann");
    }

    @Test
    void worksThroughAnOutageOnceItHasKeys() throws Exception {
      SubjectResolver resolver =
          resolver(RemoteKeys.of(address, Duration.ofMillis(50), Duration.ofMillis(10)));
      resolver.resolve(token());
      issuer.fail(true);
      Thread.sleep(80);

      assertThat(resolver.resolve(token()).id()).isEqualTo("ann");
    }

    @Test
    void doesNotLetASlowIssuerDelayAnybodyWhileItsKeysAreGood() throws Exception {
      SubjectResolver resolver =
          resolver(RemoteKeys.of(address, Duration.ofSeconds(3), Duration.ofMillis(10)));
      resolver.resolve(token());
      issuer.delayAnswers(Duration.ofMillis(800));
      // From here on the keys are worth fetching anew, and still good for another second.
      Thread.sleep(2_000);

      long begin = System.nanoTime();
      assertThat(resolver.resolve(token()).id()).isEqualTo("ann");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(400));
      await().untilAsserted(() -> assertThat(issuer.keyRequests()).isEqualTo(2));
      resolver.close();
    }

    @Test
    void followsNoRedirect() {
      issuer.redirectTo("https://evil.example/");

      assertImpossible(resolver(RemoteKeys.of(address)), token(), "answered with status 302");
    }

    @Test
    void saysThatTheIssuerFails() {
      issuer.fail(true);

      assertImpossible(resolver(RemoteKeys.of(address)), token(), "answered with status 500");
    }

    @Test
    void saysThatTheIssuerIsNotThere() {
      PresentedToken token = token();
      issuer.close();

      assertImpossible(resolver(RemoteKeys.of(address)), token, "jit.subject.oidc.issuer");
    }

    @Test
    void waitsForASlowIssuer() throws RefusedException {
      issuer.delayAnswers(Duration.ofMillis(900));

      assertThat(resolver(RemoteKeys.of(address)).resolve(token()).id()).isEqualTo("ann");
    }

    @Test
    void refusesTheDocumentOfAnotherIssuer() {
      issuer.claimToBe("https://evil.example");

      assertImpossible(
          resolver(RemoteKeys.of(address)), token(), "is the document of issuer https://evil");
    }

    @Test
    void startsNoThreadThatKeepsTheApplicationAlive() throws RefusedException {
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      SubjectResolver resolver = resolver(RemoteKeys.of(address));
      resolver.resolve(token());

      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> !before.contains(thread))
          .allMatch(Thread::isDaemon);
    }
  }

  @Nested
  class WhenTheyAreInAFile {
    @TempDir Path folder;

    @Test
    void readsThemAgainWhenTheyChange() throws IOException, RefusedException {
      Path file = Files.writeString(folder.resolve("keys.json"), issuer.keySet());
      SubjectResolver resolver = resolver(new LocalKeys(file));
      assertThat(resolver.resolve(token()).id()).isEqualTo("ann");

      issuer.rotateKey();
      PresentedToken fresh = token();
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> resolver.resolve(fresh))
          .withMessageContaining("no key with the token's id");

      Files.writeString(file, issuer.keySet());
      assertThat(resolver.resolve(fresh).id()).isEqualTo("ann");
      assertThat(issuer.keyRequests()).isZero();
    }

    @Test
    void trustsNobodyWhileTheFileIsBroken() throws IOException, RefusedException {
      Path file = Files.writeString(folder.resolve("keys.json"), issuer.keySet());
      SubjectResolver resolver = resolver(new LocalKeys(file));
      resolver.resolve(token());

      for (String broken : List.of("{", "null", "[]", "{}", "{\"keys\":[null]}")) {
        Files.writeString(file, broken);
        assertImpossible(resolver, token(), "is not a key set");
      }
      Files.delete(file);
      assertImpossible(resolver, token(), "cannot be read");
    }
  }
}
