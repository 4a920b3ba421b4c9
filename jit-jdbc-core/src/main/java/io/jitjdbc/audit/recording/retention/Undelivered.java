package io.jitjdbc.audit.recording.retention;

import io.jitjdbc.audit.AuditLog.Place;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LogPosition;
import io.jitjdbc.audit.recording.reading.LogRecord;
import io.jitjdbc.audit.recording.reading.LogRecords;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import io.jitjdbc.audit.shipping.Deliveries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What remote sinks have yet to get of logs, by the notes that they keep on this machine.
 *
 * <p><b>Guarantees</b>: an event that a sink has not noted as acknowledged counts as missing, also
 * where its note is lost or broken. <b>Does not protect against</b> somebody who may write the
 * notes, and does not know of a sink that never ran with this directory, unless it is named.
 */
public final class Undelivered {
  private final Deliveries deliveries;
  private final Set<String> sinks;

  /**
   * @param home {@code jit.audit.recording.directory}: notes are taken under it, for logs in a
   *     spill directory as well
   * @param named sinks that have to get everything, besides those that have notes
   */
  public Undelivered(Path home, Set<String> named) throws IOException {
    this.deliveries = new Deliveries(home);
    this.sinks = new TreeSet<>(named);
    this.sinks.addAll(deliveries.sinks());
  }

  /**
   * How many events of a sealed segment each sink has not acknowledged; none for a sink that has
   * all of them. A frame that cannot be read counts as an event, and those behind it do not.
   */
  public SortedMap<String, Long> of(LogFiles log, int segment) throws IOException {
    var missing = new TreeMap<String, Long>();
    for (String sink : sinks) {
      long events = behind(deliveries.place(sink, log.log()), log, segment);
      if (events > 0) {
        missing.put(sink, events);
      }
    }
    return missing;
  }

  private static long behind(Place place, LogFiles log, int segment) throws IOException {
    if (place.segment() > segment) {
      return 0;
    }
    long offset = place.segment() == segment ? place.offset() : 0;
    long events = 0;
    try (var records = LogRecords.of(log, ReadingKeys.NONE, new LogPosition(segment, offset))) {
      Optional<LogRecord> next = records.next();
      while (next.isPresent() && next.get().place().segment() == segment) {
        events += next.get().type() == FrameType.EVENT ? 1 : 0;
        next = records.next();
      }
    } catch (MalformedLogException e) {
      events++;
    }
    return events;
  }
}
