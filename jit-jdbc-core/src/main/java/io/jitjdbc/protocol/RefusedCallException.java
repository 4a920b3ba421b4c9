package io.jitjdbc.protocol;

/** A call that is answered with a problem. */
public final class RefusedCallException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  public RefusedCallException(Reply reply) {
    super("status " + reply.status());
    this.reply = reply;
  }

  public Reply reply() {
    return reply;
  }
}
