package io.jitjdbc.credential.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;

/** Whether a lease goes on, as the service has it. */
enum LeaseState {
  ACTIVE,
  ENDED;

  /**
   * Reads the service's answer.
   *
   * @throws RefusedException if it says neither
   */
  static LeaseState read(Answer answer) throws RefusedException {
    try {
      String state = JsonFields.of(answer.body()).text("state");
      if (state.equals("active")) {
        return ACTIVE;
      }
      if (state.equals("ended")) {
        return ENDED;
      }
    } catch (ParseException e) {
      // Said below.
    }
    throw Wording.unreachable(
        "the broker service does not say whether the lease goes on",
        "Check jit.broker.jit.address, or report it to whoever runs the service");
  }

  boolean isActive() {
    return this == ACTIVE;
  }
}
