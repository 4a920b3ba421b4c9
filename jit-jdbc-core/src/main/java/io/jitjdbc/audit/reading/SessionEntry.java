package io.jitjdbc.audit.reading;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.Cells;
import java.time.Instant;
import java.util.List;

/** One thing that a log says of a session. */
public sealed interface SessionEntry {

  /** When it happened. */
  Instant time();

  /** The case for what this is. */
  <R> R fold(Cases<R> cases);

  /** One case for each kind of entry. */
  interface Cases<R> {
    /** For a {@link Happened}. */
    R happened(Happened entry);

    /** For an {@link Opened}. */
    R opened(Opened entry);

    /** For a {@link Read}. */
    R read(Read entry);

    /** For a {@link Withheld}. */
    R withheld(Withheld entry);

    /** For an {@link Ended}. */
    R ended(Ended entry);
  }

  /** An event: opened, decided, asked, answered, finished, closed. */
  record Happened(RecordedEvent event) implements SessionEntry {
    public Happened {
      requireNonNull(event);
    }

    @Override
    public Instant time() {
      return event.time();
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.happened(this);
    }
  }

  /** A result was handed out. */
  record Opened(Instant time, ResultId result, List<ResultColumn> columns) implements SessionEntry {
    public Opened {
      requireNonNull(time);
      requireNonNull(result);
      columns = List.copyOf(columns);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.opened(this);
    }
  }

  /** What was read of a result, or bound, where the result's number is 0. */
  record Read(Instant time, ResultId result, Cells cells) implements SessionEntry {
    public Read {
      requireNonNull(time);
      requireNonNull(result);
      requireNonNull(cells);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.read(this);
    }
  }

  /** Something was read, or bound, and there is no key to it. */
  record Withheld(Instant time) implements SessionEntry {
    public Withheld {
      requireNonNull(time);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.withheld(this);
    }
  }

  /** Nothing more of a result was read. */
  record Ended(Instant time, ResultId result, String outcome, long rows) implements SessionEntry {
    public Ended {
      requireNonNull(time);
      requireNonNull(result);
      requireNonNull(outcome);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.ended(this);
    }
  }
}
