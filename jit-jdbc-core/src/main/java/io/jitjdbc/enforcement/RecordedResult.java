package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Recorded.ResultEnded;
import io.jitjdbc.audit.Recorded.ResultOpened;
import io.jitjdbc.audit.Recorded.ResultRead;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.policy.Keeping;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where the reads of one result go. */
public final class RecordedResult {
  private final Recorder recorder;
  private final Recording recording;
  private final EventId statementId;
  private final int number;

  RecordedResult(Recorder recorder, Recording recording, EventId statementId, int number) {
    this.recorder = recorder;
    this.recording = recording;
    this.statementId = statementId;
    this.number = number;
  }

  RecordedResult open(List<ResultColumn> columns) throws RefusedException {
    recorder.keep(new ResultOpened(statementId, number, columns));
    return this;
  }

  /** Whether a row is kept before the next one is handed out. */
  public boolean eachRow() {
    return recording.eachRow();
  }

  /** What is kept of a cell of the column. */
  public Keeping keeping(ResultColumn column) {
    return column.isMasked() || column.tags().isEmpty() ? Keeping.KEEP : recording.clear();
  }

  /** What is kept in place of a cell where its hash is. */
  public UnaryOperator<byte[]> hash() {
    return recording.hash();
  }

  /**
   * Keeps what was read.
   *
   * @throws RefusedException if it cannot be kept; it must not be handed out then, nor anything
   *     after it
   */
  public void keep(Cells cells) throws RefusedException {
    recorder.keep(new ResultRead(statementId, number, cells));
  }

  /**
   * Records that nothing more is read, after what was read was kept.
   *
   * @param outcome exhausted, closed, failed or denied
   * @param rows how many the caller moved to
   * @throws RefusedException if it cannot be kept
   */
  public void end(String outcome, long rows) throws RefusedException {
    recorder.keep(new ResultEnded(statementId, number, outcome, rows));
  }
}
