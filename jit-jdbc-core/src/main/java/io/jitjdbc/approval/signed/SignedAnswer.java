package io.jitjdbc.approval.signed;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A yes that somebody signed.
 *
 * @param request the request's id
 * @param shown digest of the request as it was shown to whoever signed
 * @param target the database
 * @param key which key signed it: the name of whoever answers
 * @param at when, by the signer's clock
 * @param token the JWS itself, which is evidence and no secret
 */
public record SignedAnswer(
    String request,
    String shown,
    String target,
    String key,
    String comment,
    Instant at,
    String token) {
  public SignedAnswer {
    requireNonNull(request);
    requireNonNull(shown);
    requireNonNull(target);
    requireNonNull(key);
    requireNonNull(comment);
    requireNonNull(at);
    requireNonNull(token);
  }
}
