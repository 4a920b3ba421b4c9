package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.driver.forward.RecordingDelegate;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cell without a mask is read as the database gives it, and its reading is noted. */
class ClearCellsTest {
  private final RecordingDelegate delegate = RecordingDelegate.sampling();
  private final ColumnsRead read = new ColumnsRead();

  static Stream<SampleCall> getters() {
    return SampleCall.of(
        ResultSet.class,
        method ->
            method.getName().startsWith("get")
                && method.getParameterCount() > 0
                && method.getParameterTypes()[0] == int.class);
  }

  /** Rows of which no column is masked. */
  private static final class ClearRows extends MaskingResultSet {
    ClearRows(ResultSet raw, ColumnsRead read) {
      super(raw, new MaskedColumn[0], read);
    }

    @Override
    protected SQLException readOnly() {
      return Refusals.denied("read only");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw Refusals.notAWayOut(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }

  private ResultSet rows() {
    return new ClearRows((ResultSet) delegate.as(ResultSet.class), read);
  }

  @ParameterizedTest
  @MethodSource("getters")
  void isReadOnceWithTheSameGetter(SampleCall getter) throws Exception {
    Object returned = getter.on(rows());

    assertThat(delegate.calls())
        .singleElement()
        .satisfies(call -> assertThat(call.method()).isEqualTo(getter.method()))
        .satisfies(call -> assertThat(call.arguments()).isEqualTo(getter.arguments()));
    assertThat(returned instanceof Array).isEqualTo(returned instanceof EnforcingArray);
    assertThat(read.toBitSet().stream()).containsExactly(1);
  }

  @Test
  void isNullWhenTheDatabaseSaysSo() throws SQLException {
    ResultSet rows = rows();
    rows.getString(1);

    assertThat(rows.wasNull()).isTrue();
    assertThat(delegate.calls()).last().matches(call -> call.method().getName().equals("wasNull"));
  }

  @Test
  void isNotedInWideRowsToo() {
    for (int column : new int[] {-1, 0, 3, 63, 64, 200, 64}) {
      read.add(column);
    }
    assertThat(read.toBitSet().stream()).containsExactly(3, 63, 64, 200);
  }
}
