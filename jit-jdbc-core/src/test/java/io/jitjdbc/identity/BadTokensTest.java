package io.jitjdbc.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a token can be bad: refused, for the right reason, without quoting it. */
class BadTokensTest {
  private final TestIssuer issuer = TestIssuer.start();
  private final Instant now = InstantSource.system().instant();
  private final SubjectResolver resolver =
      new OidcSubjectResolverProvider(InstantSource.fixed(now))
          .create(
              SettingValues.of(
                  "jit.subject.oidc.",
                  Map.of("issuer", issuer.name(), "audience", TestIssuer.AUDIENCE)));

  @AfterEach
  void close() {
    resolver.close();
    issuer.close();
  }

  private JWTClaimsSet.Builder good() {
    return issuer.claims("ann");
  }

  private Subject resolve(JWTClaimsSet.Builder claims) throws RefusedException {
    return resolver.resolve(PresentedToken.of(issuer.sign(claims.build())));
  }

  private void assertRefused(JWTClaimsSet.Builder claims, String... why) {
    assertRefused(issuer.sign(claims.build()), why);
  }

  private void assertRefused(String token, String... why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> resolver.resolve(PresentedToken.of(token)))
        .withMessageContainingAll(why)
        .withMessageNotContaining(token)
        .withMessageNotContaining("ann@example.org")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
  }

  private static Date at(Instant time) {
    return Date.from(time);
  }

  private JWSHeader.Builder header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).keyID(issuer.key().getKeyID());
  }

  @Test
  void refusesATokenWithoutASignature() {
    assertRefused(new PlainJWT(good().build()).serialize(), "not a signed JWT");
  }

  @Test
  void refusesThePublicKeyUsedAsASharedSecret() throws JOSEException {
    var token = new SignedJWT(header(JWSAlgorithm.HS256).build(), good().build());
    token.sign(new MACSigner(issuer.key().toECPublicKey().getEncoded()));

    assertRefused(token.serialize(), "signed with HS256", "accepts ES256");
  }

  @Test
  void refusesASignatureThatWasCutOff() {
    String token = issuer.token("ann");

    assertRefused(token.substring(0, token.lastIndexOf('.') + 1), "not a signed JWT");
  }

  @Test
  void refusesTheAllZeroSignature() {
    String token = issuer.token("ann");
    String zeros = Base64URL.encode(new byte[64]).toString();

    assertRefused(token.substring(0, token.lastIndexOf('.') + 1) + zeros, "not signed by");
  }

  @Test
  void refusesAKeyThatTheIssuerDoesNotHave() {
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(UUID.randomUUID().toString());

    assertRefused(issuer.sign(header.build(), good().build()), "no key with the token's id");
  }

  @Test
  void refusesAKeyThatTheTokenBringsAlong() throws JOSEException {
    try (TestIssuer attacker = TestIssuer.start()) {
      var header = header(JWSAlgorithm.ES256).jwk(attacker.key().toPublicJWK()).build();
      var token = new SignedJWT(header, good().build());
      token.sign(new ECDSASigner(attacker.key()));

      assertRefused(token.serialize(), "not signed by the issuer");
    }
  }

  @Test
  void refusesAChangedPayload() {
    String[] parts = issuer.token("ann").split("\\.", -1);
    String admin = issuer.sign(good().subject("admin").build()).split("\\.", -1)[1];

    assertRefused(parts[0] + '.' + admin + '.' + parts[2], "was changed");
  }

  @Test
  void saysHowLongAgoATokenExpired() {
    assertRefused(
        good().expirationTime(at(now.minusSeconds(180))), "expired 3 minutes ago", "Sign in again");
    assertRefused(good().expirationTime(at(now.minus(Duration.ofDays(3)))), "3 days ago");
    assertRefused(good().expirationTime(at(now.minus(Duration.ofHours(5)))), "5 hours ago");
  }

  @Test
  void allowsForClocksThatDiffer() throws RefusedException {
    assertThat(resolve(good().expirationTime(at(now.minusSeconds(58)))).id()).isEqualTo("ann");
    assertThat(resolve(good().notBeforeTime(at(now.plusSeconds(58)))).id()).isEqualTo("ann");
    assertRefused(good().expirationTime(at(now.minusSeconds(62))), "expired 62 seconds ago");
  }

  @Test
  void refusesATokenThatNeverExpires() {
    assertRefused(good().expirationTime(null), "never expires");
  }

  @Test
  void refusesATokenOfTheFuture() {
    assertRefused(good().notBeforeTime(at(now.plusSeconds(600))), "not valid before", "clocks");
  }

  @Test
  void namesBothIssuersWhenTheyDiffer() {
    assertRefused(
        good().issuer("https://other.example"), "https://other.example", issuer.name(), "issuer");
    assertRefused(good().issuer(null), "(none)");
    assertThat(issuer.keyRequests()).isZero();
  }

  @Test
  void namesBothAudiencesWhenTheyDiffer() {
    assertRefused(good().audience("web-shop"), "web-shop", "accepts jit-jdbc");
    assertRefused(good().audience((String) null), "(none)");
    assertRefused(good().audience(List.of()), "(none)");
    assertRefused(good().claim("aud", Collections.singletonList(null)), "accepts jit-jdbc");
  }

  @Test
  void refusesATokenWithoutASubject() {
    assertRefused(good().subject(null), "no subject");
    assertRefused(good().subject(" "), "no subject");
  }

  @Test
  void refusesATokenThatIsBoundToAKey() {
    assertRefused(good().claim("cnf", Map.of("jkt", "0ZcOCORZNYy")), "cnf", "bearer");
  }

  @Test
  void refusesOtherTypesOfTokens() {
    var header = header(JWSAlgorithm.ES256).type(new JOSEObjectType("logout+jwt")).build();

    assertRefused(issuer.sign(header, good().build()), "type logout+jwt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt"})
  void acceptsIdTokensAndAccessTokens(String type) throws RefusedException {
    var header = header(JWSAlgorithm.ES256).type(new JOSEObjectType(type)).build();
    var token = PresentedToken.of(issuer.sign(header, good().build()));

    assertThat(resolver.resolve(token).id()).isEqualTo("ann");
  }

  @Test
  void refusesATokenInsideAToken() throws JOSEException {
    var outer =
        new JWSObject(
            header(JWSAlgorithm.ES256).contentType("JWT").build(),
            new Payload(issuer.token("ann")));
    outer.sign(new ECDSASigner(issuer.key()));

    assertRefused(outer.serialize(), "no readable claims");
  }

  @Test
  void refusesAHugeToken() {
    assertRefused(good().claim("junk", "x".repeat(20_000)), "larger than 16 KiB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "...",
        "e30.e30.e30",
        "eyJhbGciOiJFUzI1NiJ9..",
        "eyJhbGciOiJFUzI1NiJ9.bnVsbA.c2ln",
        "bnVsbA.bnVsbA.bnVsbA",
        "eyJhbGciOm51bGx9.e30.c2ln",
        "a.b.c.d.e"
      })
  void refusesGarbage(String token) {
    assertRefused(token, "Sign-in refused", "Give an ID token");
  }

  @Test
  void letsNoTokenForgeLinesOfALog() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> resolve(good().issuer("x\n2030-01-01 permitted\u001b[2J")))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").doesNotContain("\u001b"));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> resolve(good().issuer("x".repeat(5_000))))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }
}
