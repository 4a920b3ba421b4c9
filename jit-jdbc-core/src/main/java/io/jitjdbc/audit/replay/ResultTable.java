package io.jitjdbc.audit.replay;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.reading.ResultId;
import io.jitjdbc.audit.reading.RowReader;
import java.util.List;

/**
 * A result while it is told.
 *
 * @param columns none for the values that a statement was run with
 * @param rows puts them together
 */
public record ResultTable(ResultId id, List<ResultColumn> columns, RowReader rows) {
  public ResultTable {
    requireNonNull(id);
    requireNonNull(rows);
    columns = List.copyOf(columns);
  }

  static ResultTable of(ResultId id, List<ResultColumn> columns) {
    return new ResultTable(id, columns, new RowReader());
  }

  /** Whether it is not a result but what the statement was run with. */
  public boolean isBound() {
    return id.number() == 0;
  }

  /** The column by JDBC's index, which a log need not have told. */
  public ResultColumn column(int index) {
    return index >= 1 && index <= columns.size()
        ? columns.get(index - 1)
        : new ResultColumn("#" + index, "", 0, "", "");
  }
}
