package io.jitjdbc.approval.book;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * That a step was taken for a key that somebody asked under, and what they were answered.
 *
 * @param key digest of the key and of whose it is
 * @param asked digest of what was asked under it
 * @param status of the answer
 * @param body of the answer
 * @param until when it may be forgotten
 */
public record Receipt(String key, String asked, int status, String body, Instant until) {
  public Receipt {
    requireNonNull(key);
    requireNonNull(asked);
    requireNonNull(body);
    requireNonNull(until);
  }
}
