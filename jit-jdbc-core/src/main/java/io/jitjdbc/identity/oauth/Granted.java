package io.jitjdbc.identity.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.token.Tokens;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.source.IssuedToken;
import java.time.Instant;
import java.util.Optional;

/** From a server's tokens to what is kept of them here. */
public final class Granted {
  private Granted() {}

  /** The token of that use, if the server gave one, with the refresh token. */
  public static Optional<IssuedToken> of(AccessTokenResponse answer, TokenUse use, Instant now) {
    Optional<IssuedToken> issued =
        use == TokenUse.ACCESS_TOKEN
            ? Optional.of(accessToken(answer, now))
            : idToken(answer).map(text -> IssuedToken.until(text, now, Instant.MAX));
    return issued.map(token -> token.with(refreshToken(answer)));
  }

  static IssuedToken accessToken(AccessTokenResponse answer, Instant now) {
    Tokens tokens = answer.getTokens();
    long seconds = tokens.getAccessToken().getLifetime();
    Instant latest = seconds > 0 ? now.plusSeconds(seconds) : Instant.MAX;
    return IssuedToken.until(PresentedToken.of(tokens.getAccessToken().getValue()), now, latest);
  }

  /** The ID token, whatever it is to be used for. */
  public static Optional<PresentedToken> idToken(AccessTokenResponse answer) {
    if (answer instanceof OIDCTokenResponse oidc) {
      return Optional.ofNullable(oidc.getOIDCTokens().getIDTokenString()).map(PresentedToken::of);
    }
    return Optional.empty();
  }

  private static PresentedToken refreshToken(AccessTokenResponse answer) {
    return Optional.ofNullable(answer.getTokens().getRefreshToken())
        .map(token -> PresentedToken.of(token.getValue()))
        .orElse(PresentedToken.none());
  }
}
