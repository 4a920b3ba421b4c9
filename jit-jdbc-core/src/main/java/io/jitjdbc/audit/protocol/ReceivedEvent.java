package io.jitjdbc.audit.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An event that a driver brought.
 *
 * @param id the key by which it is kept once
 * @param log the log that it is from, by the driver's word
 * @param json the whole event
 */
public record ReceivedEvent(
    String id, Instant time, String type, String session, String log, String json) {
  public ReceivedEvent {
    requireNonNull(id);
    requireNonNull(time);
    requireNonNull(type);
    requireNonNull(session);
    requireNonNull(log);
    requireNonNull(json);
  }

  /** Without what it holds. */
  @Override
  public String toString() {
    return "event " + id;
  }
}
