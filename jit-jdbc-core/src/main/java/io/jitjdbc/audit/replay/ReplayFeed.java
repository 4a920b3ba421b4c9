package io.jitjdbc.audit.replay;

import io.jitjdbc.audit.cells.CellFormatException;
import io.jitjdbc.audit.reading.ResultId;
import io.jitjdbc.audit.reading.SessionEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a session entry by entry, and its results row by row. Holds one row of each open result.
 * Not thread-safe.
 */
public final class ReplayFeed implements SessionEntry.Cases<Boolean> {
  private final Playback playback;
  private final Map<ResultId, ResultTable> open = new LinkedHashMap<>();
  private String broken = "";

  public ReplayFeed(Playback playback) {
    this.playback = playback;
  }

  /** What could not be read, and why; empty if all could. */
  public String broken() {
    return broken;
  }

  @Override
  public Boolean happened(SessionEntry.Happened entry) {
    playback.event(entry.event());
    return true;
  }

  @Override
  public Boolean opened(SessionEntry.Opened entry) {
    ResultTable table = ResultTable.of(entry.result(), entry.columns());
    open.put(entry.result(), table);
    playback.opened(table, entry.time());
    return true;
  }

  @Override
  public Boolean read(SessionEntry.Read entry) {
    ResultId id = entry.result();
    ResultTable table = open.computeIfAbsent(id, each -> ResultTable.of(each, List.of()));
    try {
      table.rows().read(entry.cells()).forEach(row -> playback.row(table, row));
      if (table.isBound()) {
        finish(table);
      }
    } catch (CellFormatException e) {
      broken = "result " + id.number() + " of " + id.statement() + ": " + e.getMessage();
    }
    return true;
  }

  @Override
  public Boolean withheld(SessionEntry.Withheld entry) {
    playback.withheld(entry.time());
    return true;
  }

  @Override
  public Boolean ended(SessionEntry.Ended entry) {
    ResultTable table =
        open.getOrDefault(entry.result(), ResultTable.of(entry.result(), List.of()));
    finish(table);
    playback.ended(table, entry.outcome(), entry.rows());
    return true;
  }

  private void finish(ResultTable table) {
    table.rows().end().forEach(row -> playback.row(table, row));
    open.remove(table.id());
  }

  /** There is nothing more: what has no end on record is told as far as it goes. */
  public void end() {
    List.copyOf(open.values()).forEach(this::finish);
    playback.end();
  }
}
