package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

/**
 * Names one event or statement for ever; {@link #toString()} is how records spell it.
 *
 * @param session the connection it belongs to
 * @param number which one of the connection's it is
 */
public record EventId(String session, long number) {
  public EventId {
    requireNonNull(session);
  }

  @Override
  public String toString() {
    return session + '-' + number;
  }
}
