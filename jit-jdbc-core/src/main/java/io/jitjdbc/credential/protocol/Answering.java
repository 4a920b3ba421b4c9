package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.protocol.Deeds;
import io.jitjdbc.protocol.Deeds.Deed;
import io.jitjdbc.protocol.RefusedCallException;
import io.jitjdbc.protocol.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into problems. */
final class Answering {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
  private static final String PREFIX = "No lease: ";

  private Answering() {}

  static Reply to(Deed deed) {
    return Deeds.answer(deed, Answering::refused);
  }

  /** People read why they are refused; why something does not answer, its operator must know. */
  private static Reply refused(RefusedException e) {
    if (e.state() == SqlState.CREDENTIAL_REFUSED || e.state() == SqlState.DENIED) {
      String why = e.getMessage();
      return Reply.problem(
          403, "lease-refused", why.startsWith(PREFIX) ? why.substring(PREFIX.length()) : why);
    }
    LOG.warn("A request for a lease cannot be worked on: {}", e.getMessage());
    return Reply.problem(
        503,
        "unavailable",
        "Leases cannot be worked on now; the service's log says why. Try again later.");
  }

  static RefusedCallException problem(int status, String code, String detail) {
    return new RefusedCallException(Reply.problem(status, code, detail));
  }

  static RefusedCallException unknown() {
    return problem(404, "unknown-lease", "No such lease of yours goes on. Ask for a new one.");
  }

  static RefusedCallException inProgress() {
    return problem(503, "in-progress", "The same is being worked on. Ask again.");
  }

  static RefusedCallException spent() {
    return problem(
        409,
        "idempotency-key-spent",
        "The password of this key's lease is kept no longer. Ask for a new lease with a new key.");
  }
}
