package io.jitjdbc.spring.signin;

import static io.jitjdbc.spring.signin.SignIns.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.identity.person.BrowserSubjectResolverProvider;
import io.jitjdbc.identity.person.DeviceSubjectResolverProvider;
import io.jitjdbc.identity.person.SignInPrompt;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.testing.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Every way to sign in, at a real issuer: Spring Authorization Server. */
class RealIssuerTest {
  private static Issuer issuer;

  @TempDir Path folder;

  @BeforeAll
  static void startIssuer() {
    issuer = Issuer.start();
  }

  @AfterAll
  static void stopIssuer() {
    issuer.close();
  }

  private String secretOf(String client) {
    try {
      return Files.writeString(folder.resolve("secret"), Issuer.secretOf(client)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SubjectResolver named(String provider, String client, Map<String, String> more) {
    return issuer.resolver(
        Providers.named(SubjectResolverProvider.class, "jit.subject", provider), client, more);
  }

  private static String signIn(SubjectResolver resolver) throws RefusedException {
    return SignIns.signIn(resolver).id();
  }

  @Nested
  class WhenAServiceSignsIn {
    @Test
    void showsItsSecret() throws RefusedException {
      var settings = Map.of("client-secret.file", secretOf("service"));

      assertThat(signIn(named("client-credentials", "service", settings))).isEqualTo("service");
    }

    @Test
    void showsItsKey() throws Exception {
      Path key =
          Files.writeString(folder.resolve("key.json"), issuer.clientKeys().key().toJSONString());
      var settings = Map.of("client-key.file", key.toString());

      assertThat(signIn(named("client-credentials", "keyed", settings))).isEqualTo("keyed");
    }

    @Test
    void isRefusedWithAnotherSecret() {
      var settings = Map.of("client-secret.file", secretOf("device"));

      assertRefused(
          named("client-credentials", "service", settings),
          SqlState.CREDENTIAL_REFUSED,
          "invalid_client",
          "jit.subject.client-credentials.client-id");
    }

    @Test
    void isRefusedAScopeThatIsNotItsOwn() {
      var settings = Map.of("client-secret.file", secretOf("service"), "scope", "everything");

      assertRefused(
          named("client-credentials", "service", settings),
          SqlState.CREDENTIAL_REFUSED,
          "invalid_scope",
          "jit.subject.client-credentials.scope");
    }

    @Test
    void isRefusedAGrantThatTheIssuerDoesNotKnow() throws Exception {
      var assertion =
          new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), new JWTClaimsSet.Builder().build());
      assertion.sign(new ECDSASigner(issuer.clientKeys().key()));
      Path file = Files.writeString(folder.resolve("assertion"), assertion.serialize());
      var settings =
          Map.of("assertion.file", file.toString(), "client-secret.file", secretOf("service"));

      assertRefused(
          named("jwt-bearer", "service", settings),
          SqlState.CREDENTIAL_REFUSED,
          "unsupported_grant_type");
    }

    @Test
    void goesOnWhenTheIssuerChangesItsKeys() throws RefusedException {
      var settings = Map.of("client-secret.file", secretOf("service"));
      SubjectResolver known = named("client-credentials", "service", settings);
      signIn(known);
      issuer.rotateKeys();

      assertThat(signIn(known)).as("its token is still of a known key").isEqualTo("service");
      assertThat(signIn(named("client-credentials", "service", settings))).isEqualTo("service");
    }
  }

  @Nested
  class WhenAPersonTypesACode {
    private final List<CompletableFuture<String>> visits = new CopyOnWriteArrayList<>();

    private SubjectResolver device(SignInPrompt prompt, Map<String, String> more) {
      var settings = new HashMap<>(Map.of("client-secret.file", secretOf("device")));
      settings.putAll(more);
      return issuer.resolver(new DeviceSubjectResolverProvider(prompt), "device", settings);
    }

    private void approve(SignInPrompt.Invitation invitation) {
      visits.add(new Person().goes(invitation.direct()));
    }

    @Test
    void signsThemInOnceForFortyConnections() throws Exception {
      SubjectResolver resolver = device(this::approve, Map.of());
      List<String> names = Together.run(40, i -> () -> signIn(resolver));

      assertThat(names).containsOnly("ann").hasSize(40);
      assertThat(visits).hasSize(1);
    }

    @Test
    void usesTheRefreshTokenWhenTheAccessTokenIsOver() throws Exception {
      var kept = new KeptTokens(folder.resolve("tokens.json"));
      signIn(device(this::approve, Map.of("cache.file", kept.file().toString())));
      String first = kept.refreshToken();
      kept.age();

      assertThat(signIn(device(this::approve, Map.of("cache.file", kept.file().toString()))))
          .isEqualTo("ann");
      assertThat(visits).hasSize(1);
      assertThat(kept.refreshToken()).as("this issuer rotates them").isNotEqualTo(first);
    }

    @Test
    void asksAgainWhenTheRefreshTokenWasRevoked() throws Exception {
      var kept = new KeptTokens(folder.resolve("tokens.json"));
      signIn(device(this::approve, Map.of("cache.file", kept.file().toString())));
      issuer.revoke(kept.refreshToken());
      kept.age();

      assertThat(signIn(device(this::approve, Map.of("cache.file", kept.file().toString()))))
          .isEqualTo("ann");
      assertThat(visits).hasSize(2);
    }

    @Test
    void saysThatNobodyCame() {
      SubjectResolver resolver = device(invitation -> {}, Map.of("timeout", "7s"));

      assertRefused(resolver, SqlState.CREDENTIAL_REFUSED, "nobody typed the code in time");
    }
  }

  @Nested
  class WhenAPersonUsesABrowser {
    private final List<CompletableFuture<String>> visits = new CopyOnWriteArrayList<>();

    private SubjectResolver browser(String client, Map<String, String> more) {
      var settings = new HashMap<>(Map.of("browser", "true", "scope", "openid,shop.read"));
      settings.putAll(more);
      return issuer.resolver(new BrowserSubjectResolverProvider(this::go), client, settings);
    }

    private void go(SignInPrompt.Invitation invitation) {
      visits.add(new Person().goes(invitation.address()));
    }

    @Test
    void signsThemInOnceForFortyConnections() throws Exception {
      SubjectResolver resolver = browser("tool", Map.of());
      List<String> names = Together.run(40, i -> () -> signIn(resolver));

      assertThat(names).containsOnly("ann");
      assertThat(visits).hasSize(1);
      assertThat(visits.get(0).join()).startsWith("200").contains("close this window");
    }

    @Test
    void believesTheIdTokenIfThatIsToBeUsed() throws Exception {
      assertThat(signIn(browser("tool", Map.of("use", "id-token")))).isEqualTo("ann");
    }

    @Test
    void showsTheClientsSecretIfItHasOne() throws Exception {
      assertThat(signIn(browser("desk", Map.of("client-secret.file", secretOf("desk")))))
          .isEqualTo("ann");
    }

    @Test
    void saysWhatTheIssuerDoesNotAllow() {
      assertRefused(
          browser("tool", Map.of("scope", "openid,everything")),
          SqlState.CREDENTIAL_REFUSED,
          "invalid_scope",
          "jit.subject.browser.scope");
    }
  }

  @Nested
  @EnabledIf("io.jitjdbc.spring.signin.Chromium#isThere")
  class WhenTheBrowserIsReal {
    @Test
    void bringsTheAnswerBack() throws Exception {
      issuer.useSelfSubmittingLogin();
      try (var chromium = Chromium.in(folder)) {
        SubjectResolver resolver =
            named("browser", "tool", Map.of("browser", chromium.command(), "scope", "openid"));

        assertThat(signIn(resolver)).isEqualTo("ann");
      }
    }
  }
}
