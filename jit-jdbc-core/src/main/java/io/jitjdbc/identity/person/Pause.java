package io.jitjdbc.identity.person;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
interface Pause {
  void of(Duration span) throws InterruptedException;
}
