package io.jitjdbc.spring.server.api;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be done with the token of somebody who has signed in at an application: the application
 * holds it, so it must not be good for answers, leases or anything else in their name.
 *
 * @param audiences of such tokens
 */
record AskingTokens(Set<String> audiences) {
  private static final Pattern FILED = Pattern.compile("POST /v1/requests");
  private static final Pattern OWN =
      Pattern.compile(
          "(GET /v1/requests/[^/]+/status"
              + "|POST /v1/requests/[^/]+/(uses|cancel)"
              + "|DELETE /v1/requests/[^/]+/uses/[^/]+)");

  AskingTokens {
    audiences = Set.copyOf(audiences);
  }

  /**
   * Whether good tokens let this be done.
   *
   * @param actor the application's own; none if it shows none
   */
  boolean allow(HttpServletRequest request, PresentedToken subject, PresentedToken actor)
      throws RefusedException {
    if (actor.isPresent() && Callers.isFor(actor, audiences)) {
      return false;
    }
    if (!Callers.isFor(subject, audiences)) {
      return true;
    }
    String deed = request.getMethod() + ' ' + request.getServletPath();
    return actor.isPresent() && (FILED.matcher(deed).matches() || OWN.matcher(deed).matches());
  }
}
