package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a sink keeps on this machine, for sinks that carry it elsewhere: its own logs, and those of
 * other processes that keep theirs in the same place. Thread-safe.
 */
public interface AuditLog {

  /** A directory of this machine where those who carry events may note how far they are. */
  Path directory();

  /**
   * The names of all logs that are there, the oldest first; each can be a file's name.
   *
   * @throws IOException if nobody can tell now
   */
  List<String> names() throws IOException;

  /** Whether the sink itself writes that log, or did. */
  boolean isOwn(String log);

  /**
   * Whether nobody writes that log any more.
   *
   * @throws IOException if nobody can tell now
   */
  boolean isAbandoned(String log) throws IOException;

  /**
   * The events of a log behind a place. Where what was there is gone, it goes on with what is left.
   *
   * @throws IOException if it cannot be read
   */
  Events events(String log, Place from) throws IOException;

  /**
   * What a log says about itself, signed: one text after another, from the one of that number on.
   *
   * @param from 0 for all
   * @throws IOException if it cannot be read
   */
  List<String> ledger(String log, int from) throws IOException;

  /**
   * Has this run whenever there is more of what the sink itself writes: events that can be read
   * now, or lines of its ledger. What is run returns at once, never fails, and runs once more
   * rather than once too few.
   *
   * @return whether it is told; else whoever reads has to look again and again
   */
  default boolean tells(Runnable more) {
    return false;
  }

  /**
   * A place between two records of a log.
   *
   * @param segment from 1
   * @param offset within it; 0 before its first record
   */
  record Place(int segment, long offset) implements Comparable<Place> {
    /** Before everything. */
    public static final Place START = new Place(1, 0);

    public Place {
      if (segment < 1 || offset < 0) {
        throw new IllegalArgumentException("no place of a log");
      }
    }

    @Override
    public int compareTo(Place other) {
      return segment == other.segment
          ? Long.compare(offset, other.offset)
          : Integer.compare(segment, other.segment);
    }
  }

  /** Events in their order; more may come behind the last. Used by one thread. */
  interface Events extends Closeable {

    /**
     * The next one as JSON in UTF-8; empty where there is no more now.
     *
     * @throws IOException if what is there cannot be read
     */
    Optional<byte[]> next() throws IOException;

    /** Behind the last one that was returned. */
    Place place();
  }

  /** The first log that any of these sinks keeps. */
  static Optional<AuditLog> among(List<AuditSink> sinks) {
    return requireNonNull(sinks).stream().flatMap(sink -> sink.log().stream()).findFirst();
  }
}
