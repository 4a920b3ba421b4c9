package io.jitjdbc.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.SubjectResolverContract;
import io.jitjdbc.testing.TestIssuer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcResolverTest extends SubjectResolverContract {
  private final TestIssuer issuer = TestIssuer.start();
  private SubjectResolver resolver;

  @BeforeEach
  void createWithDefaults() {
    resolver = with(Map.of());
  }

  @AfterEach
  void close() {
    resolver.close();
    issuer.close();
  }

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
    String[] good = issuer.token("ann").split("\\.", -1);
    String[] others = issuer.token("bob").split("\\.", -1);
    return PresentedToken.of(good[0] + '.' + others[1] + '.' + good[2]);
  }

  private SubjectResolver with(Map<String, String> changes) {
    var settings =
        new HashMap<>(Map.of("issuer", issuer.name(), "audience", "other," + TestIssuer.AUDIENCE));
    settings.putAll(changes);
    return Providers.named(SubjectResolverProvider.class, "jit.subject", "oidc")
        .create(SettingValues.of("jit.subject.oidc.", settings));
  }

  private Subject resolve(JWTClaimsSet.Builder claims) throws RefusedException {
    return resolver.resolve(PresentedToken.of(issuer.sign(claims.build())));
  }

  @Test
  void takesIssuerIdNameAndGroupsFromTheToken() throws RefusedException {
    Subject ann = resolver.resolve(PresentedToken.of(issuer.token("ann", "analysts", "staff")));

    assertThat(ann.key()).isEqualTo(issuer.name() + "|ann");
    assertThat(ann.name()).isEqualTo("ann@example.org");
    assertThat(ann.groups()).containsExactlyInAnyOrder("analysts", "staff");
  }

  @Test
  void saysHowToGiveATokenWhenThereIsNone() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> resolver.resolve(PresentedToken.none()))
        .withMessageContainingAll("jit.token,", "jit.token.file", "password");
  }

  @Nested
  class WhenItReadsNames {
    @Test
    void fallsBackToTheEmailAndThenToTheId() throws RefusedException {
      var claims = issuer.claims("ann").claim("preferred_username", null);

      assertThat(resolve(claims).name()).isEqualTo("ann");
      assertThat(resolve(claims.claim("email", "ann@shop.example")).name())
          .isEqualTo("ann@shop.example");
    }

    @Test
    void takesTheClaimThatIsConfigured() throws RefusedException {
      resolver = with(Map.of("name-claim", "upn"));

      assertThat(resolve(issuer.claims("ann").claim("upn", "Ann")).name()).isEqualTo("Ann");
    }
  }

  @Nested
  class WhenItReadsGroups {
    @Test
    void takesATokenWithoutGroupsAsSuch() throws RefusedException {
      assertThat(resolve(issuer.claims("ann")).groups()).isEmpty();
    }

    @Test
    void takesOneNameForOneGroup() throws RefusedException {
      assertThat(resolve(issuer.claims("ann").claim("groups", "staff")).groups())
          .containsExactly("staff");
    }

    @Test
    void followsADottedPath() throws RefusedException {
      resolver = with(Map.of("groups-claim", "realm_access.roles"));
      var claims = issuer.claims("ann").claim("realm_access", Map.of("roles", List.of("dba")));

      assertThat(resolve(claims).groups()).containsExactly("dba");
      assertThat(resolve(issuer.claims("ann")).groups()).isEmpty();
    }

    @Test
    void takesADottedNameWholeWhereThereIsOne() throws RefusedException {
      resolver = with(Map.of("groups-claim", "https://shop.example/groups"));
      var claims = issuer.claims("ann").claim("https://shop.example/groups", List.of("dba"));

      assertThat(resolve(claims).groups()).containsExactly("dba");
    }

    @Test
    void refusesGroupsThatItCannotRead() {
      assertRefused(issuer.claims("ann").claim("groups", 7), "not a list of names");
      assertRefused(issuer.claims("ann").claim("groups", List.of("a", 7)), "groups-claim");
      resolver = with(Map.of("groups-claim", "realm_access.roles"));
      assertRefused(issuer.claims("ann").claim("realm_access", "dba"), "realm_access.roles");
    }

    @Test
    void readsRolesOfASubjectThatHasTooManyGroups() throws RefusedException {
      resolver = with(Map.of("groups-claim", "roles"));
      var claims = issuer.claims("ann").claim("hasgroups", true).claim("roles", List.of("analyst"));

      assertThat(resolve(claims).groups()).containsExactly("analyst");
    }

    @Test
    void refusesATokenThatHasTooManyGroupsToNameThem() {
      assertRefused(
          issuer.claims("ann").claim("_claim_names", Map.of("groups", "src1")), "more groups");
      assertRefused(issuer.claims("ann").claim("hasgroups", true), "more groups");
      assertRefused(
          issuer.claims("ann").claim("hasgroups", "true"), "jit.subject.oidc.groups-claim=roles");
    }

    private void assertRefused(JWTClaimsSet.Builder claims, String why) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> resolve(claims))
          .withMessageContaining(why)
          .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
    }
  }

  @Nested
  class WhenItReadsTypes {
    private JWTClaimsSet claims = issuer.claims("ann").build();

    private PresentedToken ofType(String type) {
      var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(issuer.key().getKeyID());
      if (!type.isEmpty()) {
        header.type(new JOSEObjectType(type));
      }
      return PresentedToken.of(issuer.sign(header.build(), claims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "application/at+jwt", "AT+JWT"})
    void takesOnlyThoseThatAreConfiguredInEitherSpelling(String type) throws RefusedException {
      resolver = with(Map.of("types", "application/at+jwt"));

      assertThat(resolver.resolve(ofType(type)).id()).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JWT", "logout+jwt"})
    void refusesOthersAndCountsATokenWithoutTypeAsJwt(String type) {
      resolver = with(Map.of("types", "at+jwt"));

      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> resolver.resolve(ofType(type)))
          .withMessageContainingAll("of type", "accepts at+jwt", "jit.subject.oidc.types");
    }
  }

  @Nested
  class WhenItIsConfigured {
    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256,HS256", "EdDSA", "rs256", ","})
    void acceptsStrongAsymmetricAlgorithmsOnly(String names) {
      assertInvalid(Map.of("algorithms", names), "jit.subject.oidc.algorithms");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://idp.example",
          "ftp://127.0.0.1",
          "https://idp.example?x=1",
          "idp.example",
          "http://127.0.0.1.evil.example",
          "no url"
        })
    void asksOnlyIssuersThatNobodyCanImpersonate(String url) {
      assertInvalid(Map.of("issuer", url), "jit.subject.oidc.issuer");
    }

    @ParameterizedTest
    @CsvSource({"issuer", "audience"})
    void needs(String name) {
      assertInvalid(Map.of(name, ""), "jit.subject.oidc." + name + " is required");
    }

    private void assertInvalid(Map<String, String> changes, String why) {
      assertThatExceptionOfType(InvalidSettingException.class)
          .isThrownBy(() -> with(changes))
          .withMessageContaining(why);
    }
  }
}
