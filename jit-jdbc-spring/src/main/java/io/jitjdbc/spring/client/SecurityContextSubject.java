package io.jitjdbc.spring.client;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.PresentedToken;
import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whoever Spring Security has authenticated on this thread. */
record SecurityContextSubject(SubjectMapper mapper) implements CallingSubject {

  @Override
  public Optional<Subject> current() throws RefusedException {
    Optional<Authentication> somebody = somebody();
    return somebody.isPresent() ? mapper.subject(somebody.get()) : Optional.empty();
  }

  @Override
  public PresentedToken token() {
    return somebody().map(mapper::token).orElseGet(PresentedToken::none);
  }

  private static Optional<Authentication> somebody() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .filter(authentication -> !isNobody(authentication));
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
