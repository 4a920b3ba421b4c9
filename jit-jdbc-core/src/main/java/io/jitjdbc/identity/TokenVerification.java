package io.jitjdbc.identity;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.jitjdbc.remote.ServiceAddress;
import io.jitjdbc.remote.SignatureAlgorithms;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How the tokens of one OIDC issuer are verified, wherever they come from: every provider that
 * deals in tokens has these settings and this verification.
 *
 * <p><b>Guarantees</b>: signature, issuer, audience, type and time of every token are verified,
 * with asymmetric algorithms only, against keys fetched over https or read from a local file; an
 * unknown key costs the issuer at most one look in ten seconds. Keys outlive an outage of the
 * issuer by up to four hours. <b>Does not protect against</b> a token stolen within its lifetime,
 * nor does it notice that a token was revoked before its end.
 */
public final class TokenVerification {
  private static final Kind<Set<JOSEObjectType>> TYPE_NAMES =
      new Kind<>("a list of types such as at+jwt", List.of(), TokenVerification::types);

  /** The issuer's URL. */
  public static final Setting<String> ISSUER =
      Setting.of("issuer", Kind.TEXT, "The issuer's URL, exactly as its tokens spell it.");

  private static final Setting<URI> ISSUER_ADDRESS =
      Setting.of(ISSUER.name(), ServiceAddress.KIND, ISSUER.description());
  static final Setting<List<String>> AUDIENCE =
      Setting.of("audience", Kind.LIST, "The audiences of which a token must have one.");
  static final Setting<Path> JWKS_FILE =
      Setting.of(
          "jwks.file", Kind.FILE, "A file with the issuer's keys, instead of asking the issuer.");
  static final Setting<Set<JWSAlgorithm>> ALGORITHMS =
      Setting.of(
          "algorithms",
          SignatureAlgorithms.KIND,
          SignatureAlgorithms.ALL,
          "The signature algorithms to accept.");
  static final Setting<Set<JOSEObjectType>> TYPES =
      Setting.of(
          "types",
          TYPE_NAMES,
          "JWT,at+jwt",
          "The types (typ) of token to accept; one that names no type is a JWT.");
  static final Setting<Duration> CLOCK_SKEW =
      Setting.of(
          "clock-skew", Kind.DURATION, "60s", "How far the issuer's clock may be from this one.");
  static final Setting<String> GROUPS_CLAIM =
      Setting.of(
          "groups-claim",
          Kind.TEXT,
          "groups",
          "The claim that lists groups; dots lead into nested claims, as in realm_access.roles.");
  static final Setting<String> NAME_CLAIM =
      Setting.of(
          "name-claim",
          Kind.TEXT,
          "preferred_username",
          "The claim that people know the subject by; email, then sub, stand in for it.");

  private TokenVerification() {}

  /** The settings of a provider: its own, and then those of the verification. */
  public static List<Setting<?>> settings(Setting<?>... own) {
    var all = new ArrayList<Setting<?>>(List.of(own));
    all.addAll(
        List.of(
            ISSUER, AUDIENCE, JWKS_FILE, ALGORITHMS, TYPES, CLOCK_SKEW, GROUPS_CLAIM, NAME_CLAIM));
    return List.copyOf(all);
  }

  /** The issuer, as an address to ask. */
  public static URI issuer(SettingValues values) {
    return values.get(ISSUER_ADDRESS);
  }

  /**
   * Resolves subjects by the token that the connection presents, or else by the source's; closes
   * the source at its end.
   */
  public static SubjectResolver resolver(
      SettingValues values, InstantSource clock, TokenSource source) {
    JWKSource<SecurityContext> keys = keys(values);
    var verifier = new TokenVerifier(TokenRules.from(values), keys, clock);
    return new OidcSubjectResolver(verifier, SubjectClaims.from(values), keys, source);
  }

  static JWKSource<SecurityContext> keys(SettingValues values) {
    return values
        .find(JWKS_FILE)
        .<JWKSource<SecurityContext>>map(LocalKeys::new)
        .orElseGet(() -> RemoteKeys.of(issuer(values)));
  }

  private static Set<JOSEObjectType> types(String text) {
    List<String> names = Kind.LIST.parser().apply(text);
    if (names.isEmpty()) {
      throw new IllegalArgumentException();
    }
    return names.stream().map(TokenRules::type).collect(toUnmodifiableSet());
  }
}
