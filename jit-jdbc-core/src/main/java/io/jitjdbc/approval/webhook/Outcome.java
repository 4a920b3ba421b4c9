package io.jitjdbc.approval.webhook;

/** What became of a decision or of a delivery, as the status that its sender sees. */
enum Outcome {
  ACCEPTED(204),
  MALFORMED(400),
  FORGED(401),
  /** Whom nobody knows, or two people are. */
  STRANGER(403),
  UNKNOWN_REQUEST(404),
  /** The rules of the request do not take it, or not now. */
  AGAINST_THE_RULES(409),
  /** Keys, people or requests cannot be read at the moment. */
  UNAVAILABLE(503);

  private final int status;

  Outcome(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }
}
