package io.jitjdbc.spring.client;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import java.util.Optional;

/** On whose behalf the calling thread acts; empty while the application acts for itself. */
@FunctionalInterface
interface CallingSubject {
  Optional<Subject> current() throws RefusedException;
}
