package io.jitjdbc.spring.client;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.SubjectClaims;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;

/**
 * Reads the claims that Spring Security has verified: of a JWT, an OIDC login, an introspection.
 */
record ClaimsSubjectMapper(SubjectClaims claims) implements SubjectMapper {

  @Override
  public Optional<Subject> subject(Authentication authentication) throws RefusedException {
    Optional<ClaimAccessor> verified =
        Stream.of(authentication.getPrincipal(), authentication.getCredentials())
            .filter(ClaimAccessor.class::isInstance)
            .map(ClaimAccessor.class::cast)
            .findFirst();
    if (verified.isEmpty()) {
      throw SecurityContextSubject.unknown(authentication);
    }
    return Optional.of(claims.subject(verified.get().getClaims()));
  }
}
