package io.jitjdbc.spring.client;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whoever Spring Security has authenticated on this thread. */
record SecurityContextSubject(SubjectMapper mapper) implements CallingSubject {

  @Override
  public Optional<Subject> current() throws RefusedException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null || isNobody(authentication)) {
      return Optional.empty();
    }
    return mapper.subject(authentication);
  }

  private static boolean isNobody(Authentication authentication) {
    return !authentication.isAuthenticated()
        || authentication instanceof AnonymousAuthenticationToken;
  }

  /** An authenticated caller must not fall back to the rights of the application. */
  static RefusedException unknown(Authentication authentication) {
    return new RefusedException(
        SqlState.CREDENTIAL_REFUSED,
        "the caller is authenticated by "
            + authentication.getClass().getSimpleName()
            + ", which names no OIDC issuer and subject. Define a bean of type"
            + " io.jitjdbc.spring.client.SubjectMapper that says who that is");
  }
}
