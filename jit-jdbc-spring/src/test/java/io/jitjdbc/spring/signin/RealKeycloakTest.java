package io.jitjdbc.spring.signin;

import static io.jitjdbc.spring.signin.SignIns.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Every way to sign in and to exchange a token, at a real Keycloak: with the profile keycloak. */
@EnabledIfSystemProperty(named = Keycloak.HOME, matches = ".+")
class RealKeycloakTest {
  private static Keycloak keycloak;

  @TempDir Path folder;

  @BeforeAll
  static void startKeycloak() {
    keycloak = Keycloak.start();
  }

  @AfterAll
  static void stopKeycloak() {
    keycloak.close();
  }

  private String file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> secretOf(String client) {
    return Map.of("client-secret.file", file("secret", Keycloak.secretOf(client)));
  }

  private Map<String, String> key() {
    return Map.of("client-key.file", file("key.json", keycloak.clientKey().toJSONString()));
  }

  private static SubjectResolver named(String provider, String client, Map<String, String> more) {
    return keycloak.resolver(
        Providers.named(SubjectResolverProvider.class, "jit.subject", provider), client, more);
  }

  private static Map<String, String> with(Map<String, String> settings, String... more) {
    var all = new HashMap<>(settings);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static PresentedToken ownTokenOfAnn() {
    return PresentedToken.of(keycloak.admin().tokenOf("ann", Person.PASSWORD));
  }

  @Nested
  class WhenATokenIsPresented {
    private SubjectResolver oidc(String... settings) {
      return named("oidc", "", with(Map.of(), settings));
    }

    @Test
    void saysWhoItIsAbout() throws RefusedException {
      Subject ann = oidc().resolve(ownTokenOfAnn());

      assertThat(ann.issuer()).isEqualTo(keycloak.name());
      assertThat(UUID.fromString(ann.id())).isNotNull();
      assertThat(ann.name()).isEqualTo("ann");
      assertThat(ann.groups()).containsExactly("finance");
    }

    @Test
    void takesTheRolesOfANestedClaimForGroups() throws RefusedException {
      Subject ann = oidc("groups-claim", "realm_access.roles").resolve(ownTokenOfAnn());

      assertThat(ann.groups()).containsExactlyInAnyOrder("analyst", "offline_access");
    }

    @Test
    void refusesOneForAnotherAudience() {
      assertRefused(
          oidc("audience", "payroll"),
          ownTokenOfAnn(),
          SqlState.CREDENTIAL_REFUSED,
          "for audience",
          "jit-jdbc",
          "accepts payroll");
    }

    @Test
    void refusesOneOfAnotherRealm() {
      assertRefused(
          oidc("issuer", keycloak.name().replace("corporate", "master")),
          ownTokenOfAnn(),
          SqlState.CREDENTIAL_REFUSED,
          "from issuer " + keycloak.name());
    }

    @Test
    void believesTheNewKeyAndTheOldOneWhenTheRealmGetsANewKey() throws Exception {
      SubjectResolver known = oidc();
      PresentedToken old = ownTokenOfAnn();
      known.resolve(old);
      keycloak.admin().addSigningKey("another-key");
      PresentedToken fresh = ownTokenOfAnn();
      assertThat(keyOf(fresh)).isNotEqualTo(keyOf(old));

      assertThat(known.resolve(fresh).name()).isEqualTo("ann");
      assertThat(oidc().resolve(old).name()).isEqualTo("ann");
    }

    private static String keyOf(PresentedToken token) throws Exception {
      return SignedJWT.parse(token.reveal()).getHeader().getKeyID();
    }
  }

  @Nested
  class WhenAServiceSignsIn {
    @Test
    void showsItsSecret() throws RefusedException {
      var settings = with(secretOf("service"), "groups-claim", "realm_access.roles");
      Subject service = SignIns.signIn(named("client-credentials", "service", settings));

      assertThat(service.name()).isEqualTo("service-account-service");
      assertThat(service.groups()).containsExactly("reporting");
    }

    @Test
    void showsItsKey() throws RefusedException {
      assertThat(SignIns.signIn(named("client-credentials", "keyed", key())).name())
          .isEqualTo("service-account-keyed");
    }

    @Test
    void isRefusedWithAnotherSecret() {
      assertRefused(
          named("client-credentials", "service", secretOf("device")),
          SqlState.CREDENTIAL_REFUSED,
          "unauthorized_client",
          "jit.subject.client-credentials.client-id");
    }

    @Test
    void isRefusedAScopeThatIsNotItsOwn() {
      assertRefused(
          named("client-credentials", "service", with(secretOf("service"), "scope", "everything")),
          SqlState.CREDENTIAL_REFUSED,
          "invalid_scope",
          "jit.subject.client-credentials.scope");
    }
  }

  @Nested
  class WhenAWorkloadShowsAnAssertion {
    private SubjectResolver workload(JWTClaimsSet claims) throws JOSEException {
      String assertion = keycloak.platform().signed(claims);
      return named(
          "jwt-bearer",
          "workload",
          with(secretOf("workload"), "assertion.file", file("assertion", assertion)));
    }

    @Test
    void isWhomTheRealmLinksItTo() throws Exception {
      Subject reports = SignIns.signIn(workload(Platform.assertion(keycloak.name()).build()));

      assertThat(reports.name()).isEqualTo("reports");
      assertThat(reports.issuer()).isEqualTo(keycloak.name());
    }

    @Test
    void mayShowItAgain() throws Exception {
      JWTClaimsSet claims = Platform.assertion(keycloak.name()).build();

      assertThat(SignIns.signIn(workload(claims))).isEqualTo(SignIns.signIn(workload(claims)));
    }

    @Test
    void isRefusedIfNobodyIsLinkedToIt() throws Exception {
      assertRefused(
          workload(Platform.assertion(keycloak.name()).subject("stranger").build()),
          SqlState.CREDENTIAL_REFUSED,
          "invalid_grant");
    }

    @Test
    void isRefusedIfItIsForSomebodyElse() throws Exception {
      assertRefused(
          workload(
              Platform.assertion(keycloak.name()).audience("https://elsewhere.example").build()),
          SqlState.CREDENTIAL_REFUSED,
          "invalid_grant",
          "audience");
    }
  }

  @Nested
  class WhenAPersonTypesACode {
    private final List<CompletableFuture<String>> visits = new CopyOnWriteArrayList<>();
    private Person person = new Person();

    private SubjectResolver device(Map<String, String> more) {
      var settings = with(secretOf("device"), "scope", "openid");
      settings.putAll(more);
      return keycloak.resolver(
          new DeviceSubjectResolverProvider(this::approve), "device", settings);
    }

    private void approve(SignInPrompt.Invitation invitation) {
      visits.add(person.goes(invitation.direct()));
    }

    private KeptTokens kept() {
      return new KeptTokens(folder.resolve("tokens.json"));
    }

    private SubjectResolver keeping(String... more) {
      return device(with(Map.of("cache.file", kept().file().toString()), more));
    }

    @Test
    void signsThemInOnceForFortyConnections() throws Exception {
      SubjectResolver resolver = device(Map.of());
      List<Subject> subjects = Together.run(40, i -> () -> SignIns.signIn(resolver));

      assertThat(subjects).extracting(Subject::name).containsOnly("ann");
      assertThat(visits).hasSize(1);
    }

    @Test
    void usesTheRefreshTokenWhenTheAccessTokenIsOver() throws Exception {
      SignIns.signIn(keeping());
      String first = kept().refreshToken();
      kept().age();

      assertThat(SignIns.signIn(keeping()).name()).isEqualTo("ann");
      assertThat(visits).hasSize(1);
      assertThat(kept().refreshToken()).as("this realm rotates them").isNotEqualTo(first);
    }

    @Test
    void usesAnOfflineTokenAfterTheSessionHasEnded() throws Exception {
      SignIns.signIn(keeping("scope", "openid,offline_access"));
      keycloak.admin().endSessions("ann");
      kept().age();

      assertThat(SignIns.signIn(keeping("scope", "openid,offline_access")).name()).isEqualTo("ann");
      assertThat(visits).hasSize(1);
    }

    @Test
    void asksAgainWhenTheyWereSignedOut() throws Exception {
      SignIns.signIn(keeping());
      keycloak.admin().signOut("ann");
      kept().age();
      person = new Person();

      assertThat(SignIns.signIn(keeping()).name()).isEqualTo("ann");
      assertThat(visits).hasSize(2);
    }

    @Test
    void saysThatTheirAccountIsDisabled() throws Exception {
      person = new Person("bob", "bob's own");
      SignIns.signIn(keeping());
      keycloak.admin().setEnabled("bob", false);
      kept().age();

      try {
        assertRefused(keeping("timeout", "12s"), SqlState.CREDENTIAL_REFUSED, "User disabled");
      } finally {
        keycloak.admin().setEnabled("bob", true);
      }
    }
  }

  @Nested
  class WhenAPersonUsesABrowser {
    private final List<CompletableFuture<String>> visits = new CopyOnWriteArrayList<>();

    private SubjectResolver browser(String... more) {
      return keycloak.resolver(
          new BrowserSubjectResolverProvider(
              invitation -> visits.add(new Person().goes(invitation.address()))),
          "tool",
          with(Map.of("browser", "true", "scope", "openid"), more));
    }

    @Test
    void signsThemInOnceForFortyConnections() throws Exception {
      SubjectResolver resolver = browser();
      List<Subject> subjects = Together.run(40, i -> () -> SignIns.signIn(resolver));

      assertThat(subjects).extracting(Subject::name).containsOnly("ann");
      assertThat(visits).hasSize(1);
      assertThat(visits.get(0).join()).startsWith("200").contains("close this window");
    }

    @Test
    void believesTheIdTokenIfThatIsToBeUsed() throws RefusedException {
      assertThat(SignIns.signIn(browser("use", "id-token", "audience", "tool")).name())
          .isEqualTo("ann");
    }

    @Test
    void saysWhatTheIssuerDoesNotAllow() {
      assertRefused(
          browser("scope", "openid,everything"),
          SqlState.CREDENTIAL_REFUSED,
          "invalid_scope",
          "jit.subject.browser.scope");
    }
  }

  @Nested
  class WhenATokenIsExchanged {
    private LeaseRequest request() throws RefusedException {
      PresentedToken token = ownTokenOfAnn();
      Subject ann = named("oidc", "", Map.of()).resolve(token);
      return new LeaseRequest(ann, "jdbc:postgresql://db/shop", "", token);
    }

    private void assertIsForTheDatabase(Lease lease) throws Exception {
      SignedJWT password = SignedJWT.parse(lease.credential().revealPassword());

      assertThat(lease.credential().user()).isEqualTo("ann");
      assertThat(password.getJWTClaimsSet().getAudience()).containsExactly("shop-db");
      assertThat(lease.expiresAt())
          .isBeforeOrEqualTo(password.getJWTClaimsSet().getExpirationTime().toInstant());
    }

    @Test
    void becomesThePasswordOfTheDatabase() throws Exception {
      assertIsForTheDatabase(keycloak.broker("jit-jdbc", secretOf("jit-jdbc")).lease(request()));
    }

    @Test
    void mayBeAskedForByAClientWithAKey() throws Exception {
      assertIsForTheDatabase(keycloak.broker("keyed", key()).lease(request()));
    }

    @Test
    void isRefusedToAClientThatMayNot() {
      assertNoLease("service", secretOf("service"), "may exchange tokens there");
    }

    @Test
    void isRefusedForAnUnknownDatabase() {
      assertNoLease(
          "jit-jdbc", with(secretOf("jit-jdbc"), "audience", "payroll-db"), "knows the audience");
    }

    private void assertNoLease(String client, Map<String, String> settings, String why) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> keycloak.broker(client, settings).lease(request()))
          .withMessageContaining(why)
          .withMessageNotContainingAny("s3cret", "eyJ")
          .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
    }
  }
}
