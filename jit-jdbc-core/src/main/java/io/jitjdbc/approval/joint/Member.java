package io.jitjdbc.approval.joint;

import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.identity.PresentedToken;
import java.util.Optional;

/**
 * One of the services.
 *
 * @param name what the settings call it
 * @param token whose desk it shows, for a service that wants to know
 */
record Member(String name, ApprovalService service, PresentedToken token) {

  Member(String name, ApprovalService service) {
    this(name, service, PresentedToken.none());
  }

  /** The same, as that person sees it. */
  Member seenBy(PresentedToken person) {
    return new Member(name, service, person);
  }

  Optional<ApprovalDesk> desk() {
    return token.isPresent() ? service.desk(token) : service.desk();
  }
}
