package io.jitjdbc.approval.protocol;

/** A call that is answered with a problem. */
final class RefusedCallException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  RefusedCallException(Reply reply) {
    super("status " + reply.status());
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
