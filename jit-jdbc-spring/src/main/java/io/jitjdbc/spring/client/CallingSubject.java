package io.jitjdbc.spring.client;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.PresentedToken;
import java.util.Optional;

/** On whose behalf the calling thread acts; empty while the application acts for itself. */
interface CallingSubject {
  Optional<Subject> current() throws RefusedException;

  /** By which token that subject is known; none if it has none. */
  PresentedToken token();
}
