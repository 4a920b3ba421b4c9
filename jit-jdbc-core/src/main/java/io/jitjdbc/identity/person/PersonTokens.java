package io.jitjdbc.identity.person;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SignIn;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.identity.oauth.AuthorizationServer;
import io.jitjdbc.identity.oauth.Granted;
import io.jitjdbc.identity.oauth.TokenUse;
import io.jitjdbc.identity.source.IssuedToken;
import io.jitjdbc.identity.source.Issuing;
import io.jitjdbc.identity.source.Patience;
import io.jitjdbc.identity.source.RenewedTokens;
import io.jitjdbc.settings.SettingValues;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens of the person at this machine, who is asked only when nothing else helps. */
final class PersonTokens implements Issuing {
  private static final Logger LOG = LoggerFactory.getLogger(PersonTokens.class);

  /** Ten connections that a tool opens one after another must not ask ten times. */
  private static final Duration REST = Duration.ofSeconds(10);

  /** For what is asked of the issuer before and after the person. */
  private static final Duration AROUND = Duration.ofSeconds(20);

  /** The refresh token is of no use any more, so the person must sign in again. */
  private static final Set<String> OVER =
      Set.of("invalid_grant", "interaction_required", "login_required", "consent_required");

  private final AuthorizationServer server;
  private final TokenMemory memory;
  private final Interaction interaction;
  private final TokenUse use;
  private final InstantSource clock;

  private PersonTokens(
      AuthorizationServer server,
      TokenMemory memory,
      Interaction interaction,
      TokenUse use,
      InstantSource clock) {
    this.server = server;
    this.memory = memory;
    this.interaction = interaction;
    this.use = use;
    this.clock = clock;
  }

  static SubjectResolver resolver(
      SettingValues values,
      AuthorizationServer server,
      Interaction interaction,
      Duration timeout,
      InstantSource clock) {
    var tokens =
        new PersonTokens(
            server, TokenMemory.from(values), interaction, values.get(PersonSettings.USE), clock);
    var patience = new Patience(timeout.plus(AROUND), REST);
    return TokenVerification.resolver(values, clock, new RenewedTokens(tokens, patience, clock));
  }

  @Override
  public IssuedToken issue(Optional<IssuedToken> before) throws RefusedException {
    Optional<IssuedToken> kept = memory.read();
    if (kept.isPresent() && isNews(kept.get(), before)) {
      return kept.get();
    }
    // Another program may have used our refresh token up and left its successor in the file.
    Optional<IssuedToken> newest = kept.or(() -> before);
    IssuedToken issued = newest.isPresent() ? renewed(newest.get().refresh()) : asked();
    memory.write(issued);
    return issued;
  }

  private boolean isNews(IssuedToken kept, Optional<IssuedToken> before) {
    return kept.isFresh(clock.instant())
        && before.stream().noneMatch(old -> isSame(old.token(), kept.token()));
  }

  private static boolean isSame(PresentedToken one, PresentedToken other) {
    return one.reveal().equals(other.reveal());
  }

  private IssuedToken renewed(PresentedToken refresh) throws RefusedException {
    if (!refresh.isPresent()) {
      return asked();
    }
    URI endpoint = server.endpoint(server.document(), "token_endpoint");
    var grant = new RefreshTokenGrant(new RefreshToken(refresh.reveal()));
    TokenResponse answer = server.redeem(endpoint, grant);
    if (!answer.indicatesSuccess()) {
      return askedInsteadOf(answer.toErrorResponse().getErrorObject());
    }
    Optional<IssuedToken> granted =
        Granted.of(answer.toSuccessResponse(), use, clock.instant())
            .map(issued -> issued.refresh().isPresent() ? issued : issued.with(refresh));
    return granted.isPresent() ? granted.get() : asked();
  }

  /** If the person cannot sign in either, both have one reason, and only the issuer told it. */
  private IssuedToken askedInsteadOf(ErrorObject error) throws RefusedException {
    if (error.getCode() == null || !OVER.contains(error.getCode())) {
      throw server.refused(error);
    }
    String why = "the last sign-in was not renewed: the issuer answered " + server.said(error);
    LOG.info("The person is asked to sign in again, for {}", why);
    try {
      return asked();
    } catch (RefusedException e) {
      if (e.state() != SqlState.CREDENTIAL_REFUSED) {
        throw e;
      }
      throw new RefusedException(e.state(), e.getMessage() + " Before, " + why + ".", e);
    }
  }

  private IssuedToken asked() throws RefusedException {
    AccessTokenResponse answer = interaction.signIn();
    return Granted.of(answer, use, clock.instant())
        .orElseThrow(
            () ->
                SignIn.refused(
                    "the issuer gave no ID token",
                    "Add openid to the scope, or let the setting use name the access-token"));
  }
}
