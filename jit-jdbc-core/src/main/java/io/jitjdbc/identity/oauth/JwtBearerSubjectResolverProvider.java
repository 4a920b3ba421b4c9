package io.jitjdbc.identity.oauth;

import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code jit.subject=jwt-bearer}: a workload shows the issuer an assertion that its platform wrote
 * into a file, such as a projected token of Kubernetes or a JWT-SVID of SPIFFE, for an access token
 * (RFC 7523 section 2.1). Needs the jar {@code com.nimbusds:oauth2-oidc-sdk}.
 *
 * <p>The file is read for every access token; that is kept in memory until shortly before its end.
 * What is verified, {@link TokenVerification} says.
 *
 * <p><b>Guarantees</b>: the assertion goes to the token endpoint that the issuer names, over https,
 * and nowhere else. <b>Does not protect against</b> others who can read the file.
 */
public final class JwtBearerSubjectResolverProvider implements SubjectResolverProvider {
  static final Setting<Path> ASSERTION_FILE =
      Setting.of(
          "assertion.file", Kind.FILE, "The file that the platform keeps a signed assertion in.");

  private static final String NAME = "jwt-bearer";

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public JwtBearerSubjectResolverProvider() {
    this(InstantSource.system());
  }

  JwtBearerSubjectResolverProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting<?>> settings() {
    return ClientSettings.all(ASSERTION_FILE);
  }

  @Override
  public SubjectResolver create(SettingValues values) {
    Path file = values.get(ASSERTION_FILE);
    String setting = values.nameOf(ASSERTION_FILE);
    return OAuthLibrary.needed(
        NAME, () -> ServiceTokens.resolver(values, new AssertionFile(file, setting), clock));
  }
}
