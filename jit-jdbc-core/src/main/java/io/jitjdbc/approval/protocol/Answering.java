package io.jitjdbc.approval.protocol;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.protocol.Deeds;
import io.jitjdbc.protocol.Deeds.Deed;
import io.jitjdbc.protocol.RefusedCallException;
import io.jitjdbc.protocol.Reply;
import java.text.ParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into problems. */
final class Answering {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  private Answering() {}

  /** What is refused without a rule of the request saying so, is refused by the book. */
  static Reply to(Deed deed) {
    return Deeds.answer(deed, Answering::refused);
  }

  private static Reply refused(RefusedException e) {
    LOG.warn("An access request cannot be worked on: {}", e.getMessage());
    return Reply.problem(503, "unavailable", "Access requests cannot be worked on now.");
  }

  /** What a rule refuses; people read why. */
  static Reply toPeople(String code, Deed deed) throws RefusedCallException, ParseException {
    try {
      return deed.happen();
    } catch (RefusedException e) {
      return Reply.problem(409, code, e.getMessage());
    }
  }

  static RefusedCallException unknown() {
    return new RefusedCallException(
        Reply.problem(404, "unknown-request", "There is no such request, or none of yours."));
  }
}
