package io.jitjdbc.identity.person;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.identity.oauth.AuthorizationServer;
import io.jitjdbc.identity.oauth.ClientSettings;
import io.jitjdbc.identity.oauth.OAuthLibrary;
import io.jitjdbc.identity.oauth.TokenWish;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code jit.subject=device}: a person signs in on any device with a code that this one shows (RFC
 * 8628). Needs the jar {@code com.nimbusds:oauth2-oidc-sdk}.
 *
 * <p>All connections with the same settings are of the one person who signs in. That is asked for
 * once for all connections that are opened meanwhile; its failure answers for ten seconds. After
 * that the refresh token is used for as long as the issuer takes it. What is verified, {@link
 * TokenVerification} says.
 *
 * <p><b>Guarantees</b>: tokens are kept in memory, or in a file that only its owner may read.
 * <b>Does not protect against</b> a person who types a code that somebody else sent them, nor
 * against other programs of the same user of this machine.
 */
public final class DeviceSubjectResolverProvider implements SubjectResolverProvider {
  private static final String NAME = "device";
  private static final Setting<Duration> TIMEOUT = PersonSettings.timeout("5m");

  private final SignInPrompt prompt;
  private final InstantSource clock;
  private final Pause pause;

  /** For {@link java.util.ServiceLoader}: writes the code to the log. */
  public DeviceSubjectResolverProvider() {
    this(new LoggedPrompt());
  }

  /** For programs with a better way to show the code. */
  public DeviceSubjectResolverProvider(SignInPrompt prompt) {
    this(prompt, InstantSource.system(), span -> Thread.sleep(span.toMillis()));
  }

  DeviceSubjectResolverProvider(SignInPrompt prompt, InstantSource clock, Pause pause) {
    this.prompt = requireNonNull(prompt);
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting<?>> settings() {
    return PersonSettings.all(TIMEOUT);
  }

  @Override
  public SubjectResolver create(SettingValues values) {
    values.get(ClientSettings.ID);
    return OAuthLibrary.needed(NAME, () -> resolver(values));
  }

  private SubjectResolver resolver(SettingValues values) {
    Duration timeout = values.get(TIMEOUT);
    var server =
        AuthorizationServer.from(values, clock, TokenWish.from(values, PersonSettings.SCOPE));
    var device = new DeviceSignIn(server, prompt, timeout, clock, pause);
    return PersonTokens.resolver(values, server, device, timeout, clock);
  }
}
