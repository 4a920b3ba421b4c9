package io.jitjdbc.spring.client;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectClaims;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AbstractOAuth2Token;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Reads the claims that Spring Security has verified: of a JWT, an OIDC login, an introspection.
 */
record ClaimsSubjectMapper(SubjectClaims claims) implements SubjectMapper {

  @Override
  public Optional<Subject> subject(Authentication authentication) throws RefusedException {
    Optional<ClaimAccessor> verified = part(authentication, ClaimAccessor.class);
    if (verified.isEmpty()) {
      throw SecurityContextSubject.unknown(authentication);
    }
    return Optional.of(claims.subject(verified.get().getClaims()));
  }

  /** As it was presented here, or as the provider issued it when they signed in. */
  @Override
  public PresentedToken token(Authentication authentication) {
    return part(authentication, OidcUser.class)
        .map(user -> (AbstractOAuth2Token) user.getIdToken())
        .or(() -> part(authentication, AbstractOAuth2Token.class))
        .map(token -> PresentedToken.of(token.getTokenValue()))
        .orElseGet(PresentedToken::none);
  }

  private static <T> Optional<T> part(Authentication authentication, Class<T> type) {
    return Stream.of(authentication.getPrincipal(), authentication.getCredentials())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
