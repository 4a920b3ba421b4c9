package io.jitjdbc.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Believes tokens of one OIDC issuer. */
final class OidcSubjectResolver implements SubjectResolver {
  private final TokenVerifier verifier;
  private final SubjectClaims claims;
  private final JWKSource<SecurityContext> keys;

  /** Whom the claims were about that came last: a pool presents the same token again and again. */
  private volatile @Nullable Recognized last;

  private record Recognized(JWTClaimsSet claims, Subject subject) {

    /** By identity: the verifier hands out the same claims for as long as it knows the token. */
    @SuppressWarnings("ReferenceEquality")
    boolean isIn(JWTClaimsSet verified) {
      return claims == verified;
    }
  }

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
    JWTClaimsSet verified = verifier.verify(presented);
    Recognized known = last;
    if (known == null || !known.isIn(verified)) {
      known = new Recognized(verified, claims.subject(verified.getClaims()));
      last = known;
    }
    return known.subject();
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
