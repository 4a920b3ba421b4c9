package io.jitjdbc.driver;

import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellWriter;
import io.jitjdbc.enforcement.RecordedResult;
import io.jitjdbc.policy.Keeping;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is kept of the cells of each column. Not thread-safe. */
final class CellKeeping {
  private final Keeping[] byColumn;
  private final Keeping others;
  private final UnaryOperator<byte[]> hash;

  /** Where a value is written of which less is kept. */
  private final CellWriter apart = new CellWriter();

  private CellKeeping(Keeping[] byColumn, Keeping others, UnaryOperator<byte[]> hash) {
    this.byColumn = byColumn;
    this.others = others;
    this.hash = hash;
  }

  /**
   * For a result with these columns.
   *
   * @param other how any column is kept that is not among them
   */
  static CellKeeping of(RecordedResult result, List<ResultColumn> columns, ResultColumn other) {
    Keeping[] byColumn = new Keeping[columns.size() + 1];
    for (int index = 1; index < byColumn.length; index++) {
      byColumn[index] = result.keeping(columns.get(index - 1));
    }
    return new CellKeeping(byColumn, result.keeping(other), result.hash());
  }

  private Keeping of(int column) {
    return column > 0 && column < byColumn.length ? byColumn[column] : others;
  }

  boolean keepsAll(int column) {
    return of(column) == Keeping.KEEP;
  }

  /** Begins a cell: its value is written to what this returns, and then settled. */
  CellWriter open(CellWriter cells, int column, Accessor accessor) {
    if (!keepsAll(column)) {
      return apart();
    }
    cells.cell(column, accessor);
    return cells;
  }

  /** Begins a piece in the same way. */
  CellWriter openPiece(CellWriter cells, int column, long handle, long position) {
    if (!keepsAll(column)) {
      return apart();
    }
    cells.piece(handle, position);
    return cells;
  }

  private CellWriter apart() {
    apart.reset();
    return apart;
  }

  /** Writes what is kept of a cell. */
  void settle(CellWriter cells, int column, Accessor accessor) throws SQLException {
    if (!keepsAll(column)) {
      byte[] kept = kept(column);
      cells.cell(column, accessor);
      cells.append(kept);
    }
  }

  /** Writes what is kept of a piece. */
  void settlePiece(CellWriter cells, int column, long handle, long position) throws SQLException {
    if (!keepsAll(column)) {
      byte[] kept = kept(column);
      cells.piece(handle, position);
      cells.append(kept);
    }
  }

  private byte[] kept(int column) throws SQLException {
    byte[] value = apart.since(0);
    apart.reset();
    boolean hashes = of(column) == Keeping.HASH;
    // A way to a value is none, and no hash stands for the lack of one.
    if (value[0] == CellType.HANDLE.code() || (hashes && value[0] == CellType.NULL.code())) {
      return value;
    }
    if (hashes) {
      apart.bytes(CellType.HASHED, hashed(value));
    } else {
      apart.whole(CellType.OMITTED, 0);
    }
    return apart.since(0);
  }

  private byte[] hashed(byte[] value) throws SQLException {
    try {
      return hash.apply(value);
    } catch (IllegalStateException e) {
      throw CellObjects.unrecorded("" + e.getMessage());
    }
  }
}
