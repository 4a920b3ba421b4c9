package io.jitjdbc.audit.cells;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a {@link CellWriter} wrote. Holds no more of it than the bytes themselves and the item
 * that it read last. Not thread-safe.
 */
public final class CellReader {
  private final ByteSource in;
  private final ValueReader values;
  private long row;

  /** Begins with the first of them. */
  public CellReader(Cells cells) {
    this.in = new ByteSource(requireNonNull(cells).toBytes());
    this.values = new ValueReader(in);
  }

  /**
   * All of them at once.
   *
   * @throws CellFormatException if that is not what they are
   */
  public static List<CellItem> all(Cells cells) throws CellFormatException {
    var reader = new CellReader(cells);
    var all = new ArrayList<CellItem>();
    for (Optional<CellItem> next = reader.next(); next.isPresent(); next = reader.next()) {
      all.add(next.get());
    }
    return all;
  }

  /**
   * The next one; empty after the last.
   *
   * @throws CellFormatException if that is not what comes; it never throws anything else
   */
  public Optional<CellItem> next() throws CellFormatException {
    boolean first = in.isAtBegin();
    if (in.isEmpty()) {
      return Optional.empty();
    }
    int head = in.one();
    if (first != (head == CellWriter.BEGIN)) {
      throw in.wrong("the number of the row stands at the beginning and nowhere else");
    }
    if (!first) {
      return Optional.of(item(head));
    }
    row = in.unsigned();
    return in.isEmpty() ? Optional.empty() : Optional.of(item(in.one()));
  }

  private CellItem item(int head) throws CellFormatException {
    return switch (head) {
      case CellWriter.MOVED -> new CellItem.Row(++row, 0);
      case CellWriter.MOVED_TO -> new CellItem.Row(++row, in.signed());
      case CellWriter.PIECE -> new CellItem.Piece(in.unsigned(), in.unsigned(), values.read());
      default -> cell(head);
    };
  }

  private CellItem cell(int head) throws CellFormatException {
    Accessor accessor = Accessor.of(head).orElseThrow(() -> in.wrong("an unknown item"));
    int column = (int) in.signed(Integer.MIN_VALUE, Integer.MAX_VALUE);
    return new CellItem.Cell(row, column, accessor, values.read());
  }
}
