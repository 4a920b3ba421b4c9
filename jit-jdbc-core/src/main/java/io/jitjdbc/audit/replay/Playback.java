package io.jitjdbc.audit.replay;

import io.jitjdbc.audit.reading.RecordedEvent;
import io.jitjdbc.audit.reading.RecordedRow;
import java.time.Instant;

/** A form in which a session is told again. */
public interface Playback {
  /** Something happened. */
  void event(RecordedEvent event);

  /** A result was handed out. */
  void opened(ResultTable table, Instant time);

  /** Of one row, everything that was read. */
  void row(ResultTable table, RecordedRow row);

  /** Nothing more of a result was read. */
  void ended(ResultTable table, String outcome, long rows);

  /** Something was read, and there is no key to it. */
  void withheld(Instant time);

  /** There is nothing more. */
  default void end() {}
}
