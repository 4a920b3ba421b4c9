package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellWriter;
import io.jitjdbc.enforcement.Permission;
import io.jitjdbc.enforcement.RecordedResult;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what the caller reads of one result, and has it kept before the caller gets it, or no
 * later than the next row.
 *
 * <p>Everything but {@link #end} happens in a turn, {@link #begin} to {@link #done}: what is taken
 * down must be in the order in which it was read.
 */
final class CellTape {
  /** So much is kept at once. */
  static final int FULL = 1 << 15;

  /** The next row is not handed out before what is older than this is kept. */
  private static final long OLDEST_NANOS = 50_000_000;

  private final RecordedResult result;
  private final CellKeeping keeping;
  private final Owner owner;
  private final OpenTapes others;
  private final Turns turns = new Turns();
  private final CellWriter cells = new CellWriter();
  private long oldest = System.nanoTime();
  private long handles;

  /** 1 while the cursor stands on a row that may not be read yet. */
  private int unread;

  private boolean ended;
  private volatile @Nullable String outcome;
  private volatile @Nullable String failure;

  /** Whose reads they are. */
  interface Owner {
    /** Whether what was read last was null. */
    boolean wasNull() throws SQLException;

    /**
     * Nothing more may be read.
     *
     * @param unread how many rows were moved to that may not be read, either
     */
    void stop(int unread) throws SQLException;
  }

  /**
   * Begins the recording of a result.
   *
   * @throws RefusedException if it cannot be kept
   */
  static CellTape open(
      Permission permission, List<ResultColumn> columns, Owner owner, OpenTapes others)
      throws RefusedException {
    RecordedResult result = permission.open(columns);
    var other = new ResultColumn("", "", 0, "", permission.unprovenTags());
    var tape = new CellTape(result, CellKeeping.of(result, columns, other), owner, others);
    others.add(tape);
    return tape;
  }

  private CellTape(RecordedResult result, CellKeeping keeping, Owner owner, OpenTapes others) {
    this.others = others;
    this.result = result;
    this.keeping = keeping;
    this.owner = owner;
  }

  /** Begins a turn; {@link #done} must follow. */
  void begin() throws SQLException {
    turns.beginAlone();
    String why = failure;
    if (why != null) {
      turns.endAlone();
      throw Refusals.denied(why);
    }
  }

  void done() {
    turns.endAlone();
    finishOnce();
  }

  /** The caller gets to the next row. */
  void moved() throws SQLException {
    cells.moved();
    keepBeforeTheRow();
  }

  /** The caller gets to a row somewhere else. */
  void movedTo(long position) throws SQLException {
    cells.movedTo(position);
    keepBeforeTheRow();
  }

  private void keepBeforeTheRow() throws SQLException {
    if (result.eachRow()
        || ended
        || cells.size() >= FULL
        || System.nanoTime() - oldest > OLDEST_NANOS) {
      unread = 1;
      keep();
      unread = 0;
    }
  }

  /** Keeps all that was read so far. */
  void flush() throws SQLException {
    keep();
  }

  int told(int column, Accessor accessor, int value, CellType type) throws SQLException {
    told(column, accessor, (long) value, type);
    return value;
  }

  long told(int column, Accessor accessor, long value, CellType type) throws SQLException {
    if (value == 0 && owner.wasNull()) {
      nothing(column, accessor);
    } else {
      CellWriter to = keeping.open(cells, column, accessor);
      to.whole(type, value);
      settle(column, accessor);
    }
    return value;
  }

  boolean told(int column, Accessor accessor, boolean value) throws SQLException {
    if (!value && owner.wasNull()) {
      nothing(column, accessor);
    } else {
      keeping.open(cells, column, accessor).flag(value);
      settle(column, accessor);
    }
    return value;
  }

  float told(int column, Accessor accessor, float value) throws SQLException {
    if (value == 0 && owner.wasNull()) {
      nothing(column, accessor);
    } else {
      keeping.open(cells, column, accessor).real(value);
      settle(column, accessor);
    }
    return value;
  }

  double told(int column, Accessor accessor, double value) throws SQLException {
    if (value == 0 && owner.wasNull()) {
      nothing(column, accessor);
    } else {
      keeping.open(cells, column, accessor).real(value);
      settle(column, accessor);
    }
    return value;
  }

  @Nullable String told(int column, Accessor accessor, @Nullable String value) throws SQLException {
    if (value == null) {
      nothing(column, accessor);
    } else {
      keeping.open(cells, column, accessor).text(value);
      settle(column, accessor);
    }
    return value;
  }

  /** Any other value, as it may be handed out: what is read in pieces tells each of them. */
  @SuppressWarnings("unchecked")
  <T> @Nullable T told(int column, Accessor accessor, @Nullable T value) throws SQLException {
    Object handed = value == null ? null : Handle.over(value, this, column, handles + 1);
    int start = cells.size();
    try {
      CellWriter to = keeping.open(cells, column, accessor);
      if (handed == value) {
        CellObjects.write(to, value);
      } else {
        to.whole(CellType.HANDLE, ++handles);
      }
      settle(column, accessor);
    } catch (RuntimeException e) {
      cells.truncate(start);
      throw CellObjects.unrecorded("it cannot be written (" + e.getClass().getName() + ")");
    } catch (SQLException e) {
      cells.truncate(Math.min(start, cells.size()));
      throw e;
    }
    return (T) handed;
  }

  private void nothing(int column, Accessor accessor) throws SQLException {
    keeping.open(cells, column, accessor).bare(CellType.NULL);
    settle(column, accessor);
  }

  private void settle(int column, Accessor accessor) throws SQLException {
    keeping.settle(cells, column, accessor);
    keepIfFull();
  }

  CellWriter cells() {
    return cells;
  }

  CellKeeping keeping() {
    return keeping;
  }

  /** What was written last is complete. */
  void keepIfFull() throws SQLException {
    if (ended || cells.size() >= FULL) {
      keep();
    }
  }

  private void keep() throws SQLException {
    try {
      keepAll();
    } catch (RefusedException e) {
      failure = e.getMessage();
      owner.stop(unread);
      throw Refusals.of(e);
    }
  }

  private void keepAll() throws RefusedException {
    if (cells.size() > 0) {
      result.keep(cells.take());
    }
    oldest = System.nanoTime();
  }

  /** Nothing more is read, or nothing but what was handed out to be read in pieces. */
  void end(String how) {
    if (outcome == null) {
      outcome = how;
    }
    finishOnce();
  }

  /** Waits for nobody: if somebody has a turn now, they come here when it ends. */
  private void finishOnce() {
    String how = outcome;
    if (how != null && turns.tryAlone()) {
      try {
        if (!ended) {
          ended = true;
          others.remove(this);
          keepAll();
          result.end(how, cells.row() - unread);
        }
      } catch (RefusedException e) {
        failure = e.getMessage();
      } finally {
        turns.endAlone();
      }
    }
  }

  /** For who has ended it, and must know. */
  void requireKept() throws SQLException {
    String why = failure;
    if (why != null) {
      throw Refusals.denied(why);
    }
  }
}
