package io.jitjdbc.identity.person;

import java.net.URI;
import java.time.Instant;

/**
 * Tells a person how to sign in. Called once for each sign-in, on the thread that connects, which
 * then waits; must return at once.
 */
@FunctionalInterface
public interface SignInPrompt {

  /** Shows it. */
  void show(Invitation invitation);

  /**
   * What the person has to do.
   *
   * @param address where to sign in
   * @param code what to type there; empty if there is nothing to type
   * @param direct an address that knows the code already, or else the address again
   * @param end when it is too late
   */
  record Invitation(URI address, String code, URI direct, Instant end) {}
}
