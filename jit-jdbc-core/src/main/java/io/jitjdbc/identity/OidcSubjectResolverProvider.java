package io.jitjdbc.identity;

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
import java.util.List;
import java.util.Set;

/**
 * {@code jit.subject=oidc}: subjects are who a token of one OIDC issuer says they are.
 *
 * <p><b>Guarantees</b>: signature, issuer, audience and time of every token are verified, with
 * asymmetric algorithms only, against keys fetched over https or read from a local file; an unknown
 * key costs the issuer at most one look in ten seconds. Keys outlive an outage of the issuer by up
 * to four hours. <b>Does not protect against</b> a token stolen within its lifetime, nor does it
 * notice that a token was revoked before its end.
 */
public final class OidcSubjectResolverProvider implements SubjectResolverProvider {
  static final Setting<String> ISSUER =
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

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public OidcSubjectResolverProvider() {
    this(InstantSource.system());
  }

  OidcSubjectResolverProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "oidc";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ISSUER, AUDIENCE, JWKS_FILE, ALGORITHMS, CLOCK_SKEW, GROUPS_CLAIM, NAME_CLAIM);
  }

  @Override
  public SubjectResolver create(SettingValues values) {
    var rules =
        new TokenRules(
            values.get(ISSUER),
            values.get(AUDIENCE),
            values.get(ALGORITHMS),
            values.get(CLOCK_SKEW));
    return new OidcSubjectResolver(rules, SubjectClaims.from(values), keys(values), clock);
  }

  private static JWKSource<SecurityContext> keys(SettingValues values) {
    return values
        .find(JWKS_FILE)
        .<JWKSource<SecurityContext>>map(LocalKeys::new)
        .orElseGet(() -> RemoteKeys.of(values.get(ISSUER_ADDRESS)));
  }
}
