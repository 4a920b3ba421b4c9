package io.jitjdbc.identity;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code jit.subject=oidc}: subjects are who a token of one OIDC issuer says they are, and the
 * connection presents the token itself. What is verified, {@link TokenVerification} says.
 */
public final class OidcSubjectResolverProvider implements SubjectResolverProvider {
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
    return TokenVerification.settings();
  }

  @Override
  public SubjectResolver create(SettingValues values) {
    return TokenVerification.resolver(values, clock, OidcSubjectResolverProvider::nowhere);
  }

  private static PresentedToken nowhere() throws RefusedException {
    throw SignIn.refused(
        "no token was given",
        "Give one in the property jit.token, name its file in jit.token.file, put it into the"
            + " password property, or let jit.subject name a provider that fetches one");
  }
}
