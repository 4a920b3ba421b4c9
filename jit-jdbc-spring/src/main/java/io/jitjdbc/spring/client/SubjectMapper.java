package io.jitjdbc.spring.client;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.PresentedToken;
import java.util.Optional;
import org.springframework.security.core.Authentication;

/**
 * Says who an authenticated caller is, as the policy knows subjects. A bean of this type replaces
 * the one that reads the claims of OIDC and JWT logins.
 *
 * <p>Called for every statement on the thread that runs it, so it must be thread-safe, quick, and
 * must not block. Never called for anonymous or unauthenticated callers: then the application acts
 * for itself.
 */
@FunctionalInterface
public interface SubjectMapper {

  /**
   * The subject whose rights count. Empty lets the statement run with the rights of the application
   * itself, which usually are wider: never the answer to "I do not know".
   *
   * @throws RefusedException if it cannot be told; the statement is then denied
   */
  Optional<Subject> subject(Authentication authentication) throws RefusedException;

  /**
   * The token of that subject, for who looks at it by itself, such as a control plane that takes
   * access requests; none if there is no token, and then only this application vouches for the
   * subject.
   */
  default PresentedToken token(Authentication authentication) {
    return PresentedToken.none();
  }
}
