package io.jitjdbc.identity.oauth;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code jit.subject=client-credentials}: a service is known by its own client at the issuer, and
 * shows a secret or a key for an access token (RFC 6749 section 4.4, RFC 7523 section 2.2). Needs
 * the jar {@code com.nimbusds:oauth2-oidc-sdk}.
 *
 * <p>The token is kept in memory until shortly before its end. What is verified, {@link
 * TokenVerification} says.
 *
 * <p><b>Guarantees</b>: the secret goes to the token endpoint that the issuer names, over https,
 * and nowhere else; no redirect is followed. <b>Does not protect against</b> others who can read
 * the file of the secret or the key.
 */
public final class ClientCredentialsSubjectResolverProvider implements SubjectResolverProvider {
  private static final String NAME = "client-credentials";

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public ClientCredentialsSubjectResolverProvider() {
    this(InstantSource.system());
  }

  ClientCredentialsSubjectResolverProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting<?>> settings() {
    return ClientSettings.all();
  }

  @Override
  public SubjectResolver create(SettingValues values) {
    values.get(ClientSettings.ID);
    if (values.find(ClientSettings.SECRET_FILE).isEmpty()
        && values.find(ClientSettings.KEY_FILE).isEmpty()) {
      throw new InvalidSettingException(
          values.nameOf(ClientSettings.SECRET_FILE)
              + " or "
              + values.nameOf(ClientSettings.KEY_FILE)
              + " is required: the client has to show who it is");
    }
    return OAuthLibrary.needed(
        NAME, () -> ServiceTokens.resolver(values, ClientCredentialsGrant::new, clock));
  }
}
