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
 * {@code jit.subject=browser}: a person signs in with the browser of this machine, which brings the
 * answer back to a port of it (RFC 8252, with PKCE). Needs the jar {@code
 * com.nimbusds:oauth2-oidc-sdk}.
 *
 * <p>All connections with the same settings are of the one person who signs in. That is asked for
 * once for all connections that are opened meanwhile; its failure answers for ten seconds. After
 * that the refresh token is used for as long as the issuer takes it. What is verified, {@link
 * TokenVerification} says.
 *
 * <p><b>Guarantees</b>: one answer is taken, for the sign-in that began here (state), of the issuer
 * that was asked (RFC 9207), and only this program can redeem its code (PKCE); tokens are kept in
 * memory, or in a file that only its owner may read. <b>Does not protect against</b> other programs
 * of the same user of this machine.
 */
public final class BrowserSubjectResolverProvider implements SubjectResolverProvider {
  private static final String NAME = "browser";

  private final SignInPrompt prompt;
  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}: writes the address to the log too. */
  public BrowserSubjectResolverProvider() {
    this(new LoggedPrompt());
  }

  /** For programs with a better way to show the address. */
  public BrowserSubjectResolverProvider(SignInPrompt prompt) {
    this(prompt, InstantSource.system());
  }

  BrowserSubjectResolverProvider(SignInPrompt prompt, InstantSource clock) {
    this.prompt = requireNonNull(prompt);
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting<?>> settings() {
    return PersonSettings.all(
        BrowserSettings.BROWSER, BrowserSettings.PORT, BrowserSettings.TIMEOUT);
  }

  @Override
  public SubjectResolver create(SettingValues values) {
    values.get(ClientSettings.ID);
    return OAuthLibrary.needed(NAME, () -> resolver(values));
  }

  private SubjectResolver resolver(SettingValues values) {
    Duration timeout = values.get(BrowserSettings.TIMEOUT);
    var server =
        AuthorizationServer.from(values, clock, TokenWish.from(values, PersonSettings.SCOPE));
    var browser = new BrowserSignIn(values, server, prompt, timeout, clock);
    return PersonTokens.resolver(values, server, browser, timeout, clock);
  }
}
