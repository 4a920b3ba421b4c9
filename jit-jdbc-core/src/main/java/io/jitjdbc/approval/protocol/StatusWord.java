package io.jitjdbc.approval.protocol;

import io.jitjdbc.approval.RequestState.Status;
import java.text.ParseException;
import java.util.Locale;

/** Where a request stands, in the words of AuthZEN's access requests where it has one for it. */
final class StatusWord {
  private StatusWord() {}

  static String of(Status status) {
    return switch (status) {
      case REQUESTED -> "pending";
      case REJECTED -> "denied";
      default -> status.name().toLowerCase(Locale.ROOT);
    };
  }

  /**
   * Reads one.
   *
   * @throws ParseException if it is none that is known: then nothing is approved
   */
  static Status read(String word) throws ParseException {
    for (Status status : Status.values()) {
      if (of(status).equals(word)) {
        return status;
      }
    }
    throw new ParseException("status must be one of this protocol", 0);
  }
}
