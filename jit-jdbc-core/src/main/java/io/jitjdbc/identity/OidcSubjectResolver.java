package io.jitjdbc.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/** Believes tokens of one OIDC issuer. */
final class OidcSubjectResolver implements SubjectResolver {
  private final TokenVerifier verifier;
  private final SubjectClaims claims;
  private final JWKSource<SecurityContext> keys;

  OidcSubjectResolver(
      TokenRules rules,
      SubjectClaims claims,
      JWKSource<SecurityContext> keys,
      InstantSource clock) {
    this.verifier = new TokenVerifier(rules, keys, clock);
    this.claims = claims;
    this.keys = keys;
  }

  @Override
  public Subject resolve(PresentedToken presented) throws RefusedException {
    if (!presented.isPresent()) {
      throw SignIn.refused(
          "no token was given",
          "Give one in the property jit.token, name its file in jit.token.file, or put it into the"
              + " password property");
    }
    return claims.subject(verifier.verify(presented).getClaims());
  }

  @Override
  public void close() {
    if (keys instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
