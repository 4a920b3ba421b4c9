package io.jitjdbc.approval.signed;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A yes that somebody signed.
 *
 * @param yes what was said; its time is by the signer's clock
 * @param key which key signed it: the name of whoever answers, or of the channel that says so
 * @param token the JWS itself, which is evidence and no secret
 */
public record SignedAnswer(Yes yes, String key, String token) {
  public SignedAnswer {
    requireNonNull(yes);
    requireNonNull(key);
    requireNonNull(token);
  }

  /** The request's id. */
  public String request() {
    return yes.request();
  }

  /** Digest of the request as it was shown to whoever signed. */
  public String shown() {
    return yes.shown();
  }

  /** The database. */
  public String target() {
    return yes.target();
  }

  /** What goes on record. */
  public String comment() {
    return yes.comment();
  }

  /** When, by the signer's clock. */
  public Instant at() {
    return yes.at();
  }
}
