package io.jitjdbc.identity.source;

import io.jitjdbc.access.RefusedException;
import java.util.Optional;

/** Gets a token from where tokens are issued. Called by one thread at a time. */
@FunctionalInterface
public interface Issuing {

  /**
   * A new token.
   *
   * @param before the one that was given last, if any
   * @throws RefusedException if there is none
   */
  IssuedToken issue(Optional<IssuedToken> before) throws RefusedException;
}
