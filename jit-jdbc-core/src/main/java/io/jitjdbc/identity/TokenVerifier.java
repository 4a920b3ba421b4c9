package io.jitjdbc.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.jitjdbc.access.RefusedException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a token to claims that the issuer vouches for, for this connection, now. */
final class TokenVerifier {
  private static final int MOST_CHARACTERS = 16 * 1024;

  private final TokenRules rules;
  private final InstantSource clock;
  private final RecentTokens recent = new RecentTokens();
  private final DefaultJWTProcessor<SecurityContext> signatures = new DefaultJWTProcessor<>();

  TokenVerifier(TokenRules rules, JWKSource<SecurityContext> keys, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
    signatures.setJWSKeySelector(new JWSVerificationKeySelector<>(rules.algorithms(), keys));
    // Types and claims are the rules' business, which can say what to do about them.
    signatures.setJWSTypeVerifier(TokenVerifier::anyType);
    signatures.setJWTClaimsSetVerifier(null);
  }

  JWTClaimsSet verify(PresentedToken token) throws RefusedException {
    Optional<JWTClaimsSet> known = recent.find(token);
    if (known.isPresent()) {
      // A signature stays good for a while; time does not stand still for the claims.
      rules.checkClaims(known.get(), clock.instant());
      return known.get();
    }
    JWTClaimsSet claims = verifyAnew(token);
    recent.keep(token, claims);
    return claims;
  }

  private JWTClaimsSet verifyAnew(PresentedToken token) throws RefusedException {
    SignedJWT jwt = parse(token.reveal());
    // What needs no key comes first: a token that is of no use here must not make us fetch keys.
    rules.checkHeader(jwt.getHeader());
    rules.checkClaims(claims(jwt), clock.instant());
    return signed(jwt);
  }

  private static SignedJWT parse(String text) throws RefusedException {
    if (text.length() > MOST_CHARACTERS) {
      throw SignIn.refused(
          "the token is larger than 16 KiB",
          "Ask the issuer for a token with fewer groups and claims");
    }
    try {
      if (TokenLookup.isToken(text)) {
        return SignedJWT.parse(text);
      }
    } catch (ParseException e) {
      // Said below, without the cause: it quotes the token.
    }
    throw SignIn.refused("the token is not a signed JWT", "Give an ID token or an access token");
  }

  private static JWTClaimsSet claims(SignedJWT jwt) throws RefusedException {
    try {
      return jwt.getJWTClaimsSet();
    } catch (ParseException e) {
      throw SignIn.refused(
          "the token holds no readable claims", "Give an ID token or an access token");
    }
  }

  private JWTClaimsSet signed(SignedJWT jwt) throws RefusedException {
    try {
      return signatures.process(jwt, null);
    } catch (BadJWSException e) {
      throw SignIn.refused(
          "the token was not signed by the issuer, or was changed", "Sign in again");
    } catch (BadJOSEException e) {
      throw SignIn.refused(
          "the issuer has no key with the token's id", "Sign in again: its keys may be new");
    } catch (RateLimitReachedException e) {
      throw SignIn.impossible(
          "the token's key is not known and the issuer was asked for its keys a moment ago",
          "Try again in " + RemoteKeys.REST.toSeconds() + " seconds");
    } catch (KeySourceException e) {
      throw SignIn.impossible(
          "the issuer's keys cannot be had (" + e.getMessage() + ")",
          "Check the network, "
              + rules.named(TokenVerification.ISSUER)
              + " and "
              + rules.named(TokenVerification.JWKS_FILE));
    } catch (JOSEException e) {
      throw SignIn.refused("the token's signature cannot be checked", "Sign in again");
    }
  }

  private static void anyType(@Nullable JOSEObjectType type, @Nullable SecurityContext context) {}
}
