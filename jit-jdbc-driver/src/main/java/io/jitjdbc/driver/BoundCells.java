package io.jitjdbc.driver;

import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellWriter;
import io.jitjdbc.audit.cells.Cells;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Bind values as a recording keeps them. */
final class BoundCells {
  /** A value that is bound by name has no index. */
  private static final int NO_INDEX = 0;

  private final Optional<UnaryOperator<byte[]>> hash;
  private final CellWriter cells = new CellWriter();
  private final CellWriter apart = new CellWriter();

  /**
   * Values of one execution.
   *
   * @param indexed from the first parameter
   */
  record Row(List<@Nullable Object> indexed, Map<String, @Nullable Object> named) {
    boolean isEmpty() {
      return indexed.isEmpty() && named.isEmpty();
    }

    /** The values are nobody's to see. */
    @Override
    public String toString() {
      return indexed.size() + named.size() + " values";
    }
  }

  BoundCells(Optional<UnaryOperator<byte[]>> hash) {
    this.hash = hash;
  }

  /** All rows of a batch; empty if nothing is bound. */
  Optional<Cells> of(List<Row> rows) {
    if (rows.stream().allMatch(Row::isEmpty)) {
      return Optional.empty();
    }
    for (Row row : rows) {
      cells.moved();
      for (int place = 0; place < row.indexed().size(); place++) {
        cells.cell(place + 1, Accessor.BOUND);
        value(row.indexed().get(place));
      }
      row.named()
          .forEach(
              (name, value) -> {
                cells.cell(NO_INDEX, Accessor.BOUND);
                cells.array(2);
                cells.text(name);
                value(value);
              });
    }
    return Optional.of(cells.take());
  }

  private void value(@Nullable Object value) {
    if (hash.isEmpty() || value == null) {
      write(cells, value);
    } else {
      apart.reset();
      write(apart, value);
      cells.bytes(CellType.HASHED, hash.get().apply(apart.since(0)));
    }
  }

  /** A stream would be used up, so that of such an object only its class is told. */
  private static void write(CellWriter to, @Nullable Object value) {
    if (value != null && !BoundValues.isPlain(value)) {
      CellObjects.form(to, value, "");
      return;
    }
    try {
      CellObjects.write(to, value);
    } catch (SQLException e) {
      throw new IllegalStateException("a plain value is written without asking anybody", e);
    }
  }
}
