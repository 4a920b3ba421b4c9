package io.jitjdbc.spring.server.recordings;

import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.reading.RecordedEvent;
import io.jitjdbc.audit.reading.RecordedRow;
import io.jitjdbc.audit.replay.Playback;
import io.jitjdbc.audit.replay.ResultTable;
import io.jitjdbc.spring.server.recordings.ResultPage.Remarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the rows of one page while a statement is told. */
final class ResultPageReader implements Playback {
  private static final int MOST_RESULTS = 1000;
  private static final int MOST_BOUND = 20;

  private final Slice slice;
  private final Set<Integer> results = new TreeSet<>();
  private final List<ReplayRow> bound = new ArrayList<>();
  private final List<ReplayRow> rows = new ArrayList<>();
  private List<ResultColumn> columns = List.of();
  private Optional<RecordedEvent> decided = Optional.empty();
  private Optional<RecordedEvent> finished = Optional.empty();
  private String ending = "";
  private int result;
  private long total;
  private boolean isWithheld;
  private boolean hasLate;

  ResultPageReader(Slice slice) {
    this.slice = slice;
  }

  @Override
  public void event(RecordedEvent event) {
    if (event.type().equals("statement.decided")) {
      decided = Optional.of(event);
    } else if (event.type().equals("statement.finished")) {
      finished = Optional.of(event);
    }
  }

  @Override
  public void opened(ResultTable table, Instant time) {
    meet(table);
    if (table.id().number() == result) {
      columns = table.columns();
    }
  }

  /** Also of a result whose beginning was deleted when its time was over, rows may be there. */
  private void meet(ResultTable table) {
    int number = table.id().number();
    if (results.size() < MOST_RESULTS) {
      results.add(number);
    }
    if (slice.result() == 0 ? result == 0 : slice.result() == number) {
      result = number;
    }
  }

  @Override
  public void row(ResultTable table, RecordedRow row) {
    if (table.isBound()) {
      if (bound.size() < MOST_BOUND) {
        bound.add(ReplayRow.of(table, row));
      }
      return;
    }
    meet(table);
    if (table.id().number() == result) {
      hasLate |= row.isLate();
      if (slice.has(total)) {
        rows.add(ReplayRow.of(table, row));
      }
      total++;
    }
  }

  @Override
  public void ended(ResultTable table, String outcome, long rowsOfIt) {
    if (table.id().number() == result) {
      ending = outcome;
    }
  }

  @Override
  public void withheld(Instant time) {
    isWithheld = true;
  }

  ResultPage page(String broken) {
    return new ResultPage(
        Collections.unmodifiableSet(new TreeSet<>(results)),
        result,
        columns,
        List.copyOf(bound),
        List.copyOf(rows),
        total,
        decided,
        finished,
        new Remarks(ending, isWithheld, hasLate, broken));
  }
}
