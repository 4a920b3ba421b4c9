package io.jitjdbc.audit.shipping;

import static java.util.Objects.requireNonNull;

/**
 * An event that the other end will never take.
 *
 * @param reason without any value of the event
 */
public record Refusal(Shipped event, String reason) {
  public Refusal {
    requireNonNull(event);
    requireNonNull(reason);
  }
}
