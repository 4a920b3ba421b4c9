package io.jitjdbc.audit.reading;

import io.jitjdbc.audit.cells.CellFormatException;
import io.jitjdbc.audit.cells.CellItem;
import io.jitjdbc.audit.cells.CellReader;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.Cells;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the rows of one result together again from what was read of them. A row is done when the
 * caller got to the next; what it reads later of a row that is done, through a handle that it kept,
 * is a piece of its own. Holds one row. Not thread-safe.
 */
public final class RowReader {
  private final Map<Long, Integer> handles = new HashMap<>();
  private final List<RecordedRow> done = new ArrayList<>();
  private RecordedRow current = RecordedRow.NONE;

  /**
   * The rows that are done by then.
   *
   * @throws CellFormatException if that is not what the cells are
   */
  public List<RecordedRow> read(Cells cells) throws CellFormatException {
    var reader = new CellReader(cells);
    for (Optional<CellItem> next = reader.next(); next.isPresent(); next = reader.next()) {
      next.get().fold(new Items());
    }
    return taken();
  }

  /** The last row, after which nothing more is read; empty if there is none. */
  public List<RecordedRow> end() {
    finish();
    return taken();
  }

  private List<RecordedRow> taken() {
    List<RecordedRow> rows = List.copyOf(done);
    done.clear();
    return rows;
  }

  private void finish() {
    if (!current.isNone()) {
      done.add(current);
    }
    current = RecordedRow.NONE;
    handles.clear();
  }

  private final class Items implements CellItem.Cases<Boolean> {
    @Override
    public Boolean row(CellItem.Row item) {
      finish();
      current = RecordedRow.begin(item.number(), item.position());
      return true;
    }

    @Override
    public Boolean cell(CellItem.Cell item) {
      if (current.isNone()) {
        current = RecordedRow.begin(item.row(), 0);
      }
      if (item.value().type() == CellType.HANDLE && item.value().content() instanceof Long handle) {
        handles.put(handle, item.column());
      }
      current.put(item.column(), item.value());
      return true;
    }

    @Override
    public Boolean piece(CellItem.Piece item) {
      Integer column = handles.get(item.handle());
      if (column == null) {
        done.add(RecordedRow.late(item));
      } else {
        current.append(column, item);
      }
      return true;
    }
  }
}
