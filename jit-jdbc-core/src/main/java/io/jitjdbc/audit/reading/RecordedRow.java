package io.jitjdbc.audit.reading;

import io.jitjdbc.audit.cells.CellItem;
import io.jitjdbc.audit.cells.CellValue;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a caller read of one row. A cell that was read twice is there as it was read last, and what
 * was read in pieces is put together.
 */
public final class RecordedRow {
  static final RecordedRow NONE = new RecordedRow(-1, 0, false);

  private final long number;
  private final long position;
  private final boolean late;
  private final Map<Integer, CellValue> cells = new TreeMap<>();
  private final Map<Integer, PiecedValue> pieced = new TreeMap<>();

  private RecordedRow(long number, long position, boolean late) {
    this.number = number;
    this.position = position;
    this.late = late;
  }

  static RecordedRow begin(long number, long position) {
    return new RecordedRow(number, position, false);
  }

  static RecordedRow late(CellItem.Piece piece) {
    var row = new RecordedRow(0, 0, true);
    row.append(0, piece);
    return row;
  }

  void put(int column, CellValue value) {
    cells.put(column, value);
    pieced.remove(column);
  }

  void append(int column, CellItem.Piece piece) {
    pieced.computeIfAbsent(column, each -> new PiecedValue()).add(piece);
  }

  boolean isNone() {
    return number < 0;
  }

  /** How many rows the caller had got to, with this one. */
  public long number() {
    return number;
  }

  /** Where it stands in the result, where the caller had not gone on to the next; otherwise 0. */
  public long position() {
    return position;
  }

  /** Whether this is no row but a piece, in column 0, of something in an earlier one. */
  public boolean isLate() {
    return late;
  }

  /** What was read in that column, by JDBC's index; empty if nothing was. */
  public Optional<CellValue> cell(int column) {
    PiecedValue pieces = pieced.get(column);
    CellValue value = cells.get(column);
    return pieces == null ? Optional.ofNullable(value) : Optional.of(pieces.value());
  }

  /** The columns of which something was read, by JDBC's index. */
  public Iterable<Integer> columns() {
    return late ? pieced.keySet() : cells.keySet();
  }
}
