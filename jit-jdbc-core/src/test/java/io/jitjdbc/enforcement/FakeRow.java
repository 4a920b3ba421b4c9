package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.masking.MaskFunctions;
import java.util.List;
import java.util.Optional;

/** A row of a test: identities by position, and how much it holds. */
record FakeRow(long position, long bytes, List<Optional<String>> values) implements CountedRow {
  static final FakeRow EMPTY = new FakeRow(1, 0, List.of());

  /** A row at a position with these values; "null" is NULL. */
  static FakeRow at(long position, String... values) {
    var all = List.of(values).stream().map(FakeRow::value).toList();
    return new FakeRow(position, 0, all);
  }

  private static Optional<String> value(String value) {
    return value.equals("null") ? Optional.empty() : Optional.of(value);
  }

  static FakeRow of(long bytes) {
    return new FakeRow(1, bytes, List.of());
  }

  /** A row that nobody can read. */
  static CountedRow unreadable() {
    return new CountedRow() {
      @Override
      public Optional<String> identity(int index) throws RefusedException {
        throw RefusedException.denied("the row could not be read to be counted, SQLSTATE 08006");
      }

      @Override
      public long bytes() throws RefusedException {
        throw RefusedException.denied("the row could not be read to be counted, SQLSTATE 08006");
      }

      @Override
      public long position() {
        return 1;
      }
    };
  }

  static ColumnPlan plan(int width) {
    return ColumnPlan.unproven(width, true, MaskFunctions.find());
  }

  @Override
  public Optional<String> identity(int index) {
    return values.get(index - 1);
  }
}
