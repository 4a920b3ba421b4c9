package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.enforcement.CountedRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The present row of a delegate, as limits count it. Every row is measured once, and what is read
 * here is read anew by whoever reads the row afterwards.
 */
final class ReturnedRow implements CountedRow {
  private static final long NOT_MEASURED = -1;

  private final ResultSet raw;
  private @Nullable ColumnSizes sizes;
  private long bytes = NOT_MEASURED;
  private long moves;

  ReturnedRow(ResultSet raw) {
    this.raw = raw;
  }

  /** The cursor stands on another row. */
  void moved() {
    bytes = NOT_MEASURED;
    moves++;
  }

  @Override
  public Optional<String> identity(int index) throws RefusedException {
    return read(() -> Optional.ofNullable(IdentityText.of(raw, index)));
  }

  @Override
  public long bytes() throws RefusedException {
    if (bytes == NOT_MEASURED) {
      bytes = read(this::measured);
    }
    return bytes;
  }

  private long measured() throws SQLException {
    ColumnSizes known = sizes;
    if (known == null) {
      known = ColumnSizes.of(raw.getMetaData());
      sizes = known;
    }
    return known.of(raw);
  }

  /** By the database where one can go back, or else by how often the cursor moved. */
  @Override
  public long position() throws RefusedException {
    return read(
        () -> {
          int row = raw.getType() == ResultSet.TYPE_FORWARD_ONLY ? 0 : raw.getRow();
          return row > 0 ? row : -moves;
        });
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws SQLException;
  }

  /** What a driver says when it cannot read a cell may quote it, and so may what it threw. */
  private static <T> T read(Reading<T> reading) throws RefusedException {
    try {
      return reading.read();
    } catch (SQLException e) {
      throw RefusedException.denied(
          "the row could not be read to be counted, SQLSTATE " + e.getSQLState());
    } catch (RuntimeException e) {
      throw RefusedException.denied(
          "the row could not be read to be counted: " + e.getClass().getName());
    }
  }
}
