package io.jitjdbc.audit.cells;

import static java.util.Objects.requireNonNull;

/** One thing that a caller did, as it was recorded. */
public sealed interface CellItem {

  /** The case for what this is. */
  <R> R fold(Cases<R> cases);

  /** One case for each kind of item. */
  interface Cases<R> {
    /** For a {@link Row}. */
    R row(Row item);

    /** For a {@link Cell}. */
    R cell(Cell item);

    /** For a {@link Piece}. */
    R piece(Piece item);
  }

  /**
   * The caller got to a row; whether it read anything of it is told by what follows.
   *
   * @param number how many rows it had got to by then, with this one
   * @param position where the row stands in the result, where the caller did not go on to the next;
   *     0 where it did
   */
  record Row(long number, long position) implements CellItem {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.row(this);
    }
  }

  /**
   * The caller read a cell.
   *
   * @param row how many rows it had got to
   * @param column JDBC's index
   */
  record Cell(long row, int column, Accessor accessor, CellValue value) implements CellItem {
    public Cell {
      requireNonNull(accessor);
      requireNonNull(value);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.cell(this);
    }
  }

  /**
   * The caller read part of what it had got a handle of.
   *
   * @param handle the content of an earlier cell of type {@link CellType#HANDLE}
   * @param position of its first byte, character or element, from 0
   * @param value of type bytes or text, an array's elements, a length as a long, or the end
   */
  record Piece(long handle, long position, CellValue value) implements CellItem {
    public Piece {
      requireNonNull(value);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.piece(this);
    }
  }
}
