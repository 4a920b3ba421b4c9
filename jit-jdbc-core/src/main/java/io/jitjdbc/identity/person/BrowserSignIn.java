package io.jitjdbc.identity.person;

import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SignIn;
import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.identity.oauth.AuthorizationServer;
import io.jitjdbc.identity.oauth.Granted;
import io.jitjdbc.remote.ForeignText;
import io.jitjdbc.remote.IssuerDocument;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The person signs in with the browser of this machine (RFC 8252, with PKCE by RFC 7636). */
final class BrowserSignIn implements Interaction {
  private final SettingValues values;
  private final AuthorizationServer server;
  private final SignInPrompt prompt;
  private final Duration timeout;
  private final InstantSource clock;
  private final int port;
  private final Browser browser;

  BrowserSignIn(
      SettingValues values,
      AuthorizationServer server,
      SignInPrompt prompt,
      Duration timeout,
      InstantSource clock) {
    this.values = values;
    this.server = server;
    this.prompt = prompt;
    this.timeout = timeout;
    this.clock = clock;
    this.port = values.get(BrowserSettings.PORT);
    this.browser = new Browser(values.find(BrowserSettings.BROWSER).orElse(List.of()));
  }

  @Override
  public AccessTokenResponse signIn() throws RefusedException {
    IssuerDocument document = server.document();
    URI tokens = server.endpoint(document, "token_endpoint");
    URI door = server.endpoint(document, "authorization_endpoint");
    Answered answered = answered(door);
    return redeem(answered.attempt(), tokens, code(answered.answer(), document));
  }

  private record Answered(Attempt attempt, AuthorizationResponse answer) {}

  /** The port is closed before the code is redeemed, so that no second answer is taken. */
  private Answered answered(URI door) throws RefusedException {
    try (Callback callback = Callback.open(port)) {
      var attempt = new Attempt(callback.address());
      return new Answered(attempt, answer(attempt, door, callback));
    } catch (IOException e) {
      throw SignIn.impossible(
          "no port of this machine can be listened on (" + e.getMessage() + ")",
          "Correct " + values.nameOf(BrowserSettings.PORT) + ", or free the port");
    }
  }

  private AuthorizationResponse answer(Attempt attempt, URI door, Callback callback)
      throws RefusedException, IOException {
    Instant end = clock.instant().plus(timeout);
    URI address = attempt.request(door, server.client().id().orElseThrow(), server.wish());
    prompt.show(new SignInPrompt.Invitation(address, "", address, end));
    browser.open(address);
    return callback.await(attempt.state(), end, clock);
  }

  private AuthorizationCode code(AuthorizationResponse answer, IssuerDocument document)
      throws RefusedException {
    checkIssuer(answer.getIssuer(), document);
    if (!answer.indicatesSuccess()) {
      throw server.refused(answer.toErrorResponse().getErrorObject());
    }
    AuthorizationCode code = answer.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw SignIn.refused("the browser brought no code", "Sign in again");
    }
    return code;
  }

  /** RFC 9207: a code of another issuer was slipped in, and would be handed to ours. */
  private void checkIssuer(@Nullable Issuer named, IssuerDocument document)
      throws RefusedException {
    String ours = values.get(TokenVerification.ISSUER);
    boolean must = document.says("authorization_response_iss_parameter_supported");
    if (named == null ? must : !ours.equals(named.getValue())) {
      throw SignIn.refused(
          "the browser brought an answer of issuer "
              + (named == null ? "(none)" : ForeignText.shown(named.getValue()))
              + ", not of "
              + ours,
          "Sign in again, and see who could have sent the browser here");
    }
  }

  private AccessTokenResponse redeem(Attempt attempt, URI tokens, AuthorizationCode code)
      throws RefusedException {
    TokenResponse answer = server.redeem(tokens, attempt.grant(code));
    if (!answer.indicatesSuccess()) {
      throw server.refused(answer.toErrorResponse().getErrorObject());
    }
    AccessTokenResponse granted = answer.toSuccessResponse();
    var idToken = Granted.idToken(granted);
    if (idToken.isPresent() && !attempt.nonce().getValue().equals(nonce(idToken.get()))) {
      throw SignIn.refused("the ID token is of another sign-in (nonce)", "Sign in again");
    }
    return granted;
  }

  /** Came straight from the issuer; who it is about is verified where tokens are. */
  private static @Nullable Object nonce(PresentedToken idToken) {
    try {
      return JWTParser.parse(idToken.reveal()).getJWTClaimsSet().getClaim("nonce");
    } catch (ParseException e) {
      return null;
    }
  }
}
