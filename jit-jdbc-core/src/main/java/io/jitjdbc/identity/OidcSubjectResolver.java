package io.jitjdbc.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Believes tokens of one OIDC issuer. */
final class OidcSubjectResolver implements SubjectResolver {
  private final TokenVerifier verifier;
  private final SubjectClaims claims;
  private final JWKSource<SecurityContext> keys;
  private final TokenSource source;

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
      TokenVerifier verifier,
      SubjectClaims claims,
      JWKSource<SecurityContext> keys,
      TokenSource source) {
    this.verifier = verifier;
    this.claims = claims;
    this.keys = keys;
    this.source = source;
  }

  @Override
  public Subject resolve(PresentedToken presented) throws RefusedException {
    return identify(presented).subject();
  }

  @Override
  public Identified identify(PresentedToken presented) throws RefusedException {
    if (presented.isPresent()) {
      return identified(presented);
    }
    PresentedToken fetched = source.token();
    try {
      return identified(fetched);
    } catch (RefusedException e) {
      // It may have been kept for a while, and the issuer's key withdrawn since.
      if (e.state() == SqlState.CREDENTIAL_REFUSED && source.discard(fetched)) {
        return identified(source.token());
      }
      throw e;
    }
  }

  private Identified identified(PresentedToken token) throws RefusedException {
    return new Identified(subject(token), token);
  }

  private Subject subject(PresentedToken token) throws RefusedException {
    JWTClaimsSet verified = verifier.verify(token);
    Recognized known = last;
    if (known == null || !known.isIn(verified)) {
      known = new Recognized(verified, claims.subject(verified.getClaims()));
      last = known;
    }
    return known.subject();
  }

  @Override
  public void close() {
    source.close();
    if (keys instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
