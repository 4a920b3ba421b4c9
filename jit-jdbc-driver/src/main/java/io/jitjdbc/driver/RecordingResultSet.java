package io.jitjdbc.driver;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** The rows of one statement as they are shown, with all that is read of them recorded. */
@NullUnmarked
final class RecordingResultSet extends RecordedCells implements JitResultSet {
  private final EnforcingResultSet rows;
  private final CellTape tape;
  private final boolean scrolls;

  RecordingResultSet(EnforcingResultSet rows, CellTape tape) throws SQLException {
    super(rows, tape);
    this.rows = rows;
    this.tape = tape;
    this.scrolls = rows.getType() != TYPE_FORWARD_ONLY;
  }

  /** What became of a move is taken down before the caller knows it. */
  private boolean move(Turns.Work<Boolean> move) throws SQLException {
    tape.begin();
    try {
      boolean onRow = move.run();
      if (!onRow) {
        tape.flush();
      } else if (scrolls) {
        tape.movedTo(rows.getRow());
      } else {
        tape.moved();
      }
      return onRow;
    } finally {
      tape.done();
    }
  }

  @Override
  public boolean next() throws SQLException {
    boolean more = move(rows::next);
    if (!more && !scrolls) {
      tape.end("exhausted");
      tape.requireKept();
    }
    return more;
  }

  @Override
  public boolean first() throws SQLException {
    return move(rows::first);
  }

  @Override
  public boolean last() throws SQLException {
    return move(rows::last);
  }

  @Override
  public boolean previous() throws SQLException {
    return move(rows::previous);
  }

  @Override
  public boolean absolute(int row) throws SQLException {
    return move(() -> rows.absolute(row));
  }

  @Override
  public boolean relative(int count) throws SQLException {
    return move(() -> rows.relative(count));
  }

  /**
   * Closes the rows.
   *
   * @throws SQLException also if what was read last could not be recorded
   */
  @Override
  public void close() throws SQLException {
    boolean open = !rows.isClosed();
    rows.close();
    if (open) {
      tape.requireKept();
    }
  }

  @Override
  public boolean isMasked(int columnIndex) {
    return rows.isMasked(columnIndex);
  }

  @Override
  public boolean isMasked(String columnLabel) throws SQLException {
    return rows.isMasked(columnLabel);
  }

  @Override
  public Optional<String> maskReason(int columnIndex) {
    return rows.maskReason(columnIndex);
  }

  @Override
  protected SQLException readOnly() {
    return rows.readOnly();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw Refusals.notAWayOut(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
