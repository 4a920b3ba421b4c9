package io.jitjdbc.approval.posting;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A message about a request.
 *
 * @param channel where it was posted
 * @param reference what the channel calls it; empty until it says so
 * @param nonce what answers that were given at this message carry
 * @param state which state of the request the message shows
 * @param due when somebody has to look whether that is still so
 */
public record Posting(
    String requestId, String channel, String reference, String nonce, String state, Instant due) {

  /** No time brings about another state. */
  public static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  public Posting {
    requireNonNull(requestId);
    requireNonNull(channel);
    requireNonNull(reference);
    requireNonNull(nonce);
    requireNonNull(state);
    requireNonNull(due);
  }

  /** The same message, once its place is known. */
  public Posting at(String place, String name, Instant lookAgain) {
    return new Posting(requestId, place, name, nonce, state, lookAgain);
  }

  /** The same message, with another state in it. */
  public Posting showing(String other, Instant lookAgain) {
    return new Posting(requestId, channel, reference, nonce, other, lookAgain);
  }

  /** Without the nonce. */
  @Override
  public String toString() {
    return "posting of " + requestId + ": " + state;
  }
}
