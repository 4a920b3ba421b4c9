package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.driver.forward.RecordingDelegate;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What hides nothing is passed on as it is, but never with a way to the object behind it. */
class DescriptionsTest {
  private static final Shop SHOP = Shop.open();

  private final RecordingDelegate delegate = RecordingDelegate.sampling();

  @AfterAll
  static void close() throws SQLException {
    SHOP.close();
  }

  private static Stream<SampleCall> calls(Class<?> jdbc) {
    return SampleCall.of(jdbc, method -> true);
  }

  static Stream<SampleCall> results() {
    return SampleCall.of(
        ResultSetMetaData.class,
        method -> !method.getName().matches("isReadOnly|isWritable|isDefinitelyWritable"));
  }

  static Stream<SampleCall> parameters() {
    return calls(ParameterMetaData.class);
  }

  static Stream<SampleCall> arrays() {
    return calls(Array.class);
  }

  static Stream<SampleCall> catalogs() {
    return SampleCall.of(
        DatabaseMetaData.class,
        method ->
            !method.getName().equals("getURL")
                && !method.getName().equals("getUserName")
                && !method.getName().equals("getConnection"));
  }

  static Stream<SampleCall> clearRows() {
    return SampleCall.of(
        ResultSet.class,
        method ->
            method.getName().startsWith("get")
                && !method.getName().equals("getStatement")
                && !method.getName().equals("getCursorName"));
  }

  static Stream<SampleCall> writes() {
    return SampleCall.of(
            ResultSet.class,
            method -> method.getName().startsWith("update") || method.getName().endsWith("Row"))
        .filter(call -> !call.method().getName().matches("getRow|refreshRow|cancelRowUpdates"));
  }

  private <T> T raw(Class<T> type) {
    return type.cast(delegate.as(type));
  }

  private void passes(SampleCall call, Object wrapper) throws Exception {
    Object returned = call.on(wrapper);

    assertThat(delegate.calls())
        .singleElement()
        .satisfies(made -> assertThat(made.method()).isEqualTo(call.method()))
        .satisfies(made -> assertThat(made.arguments()).isEqualTo(call.arguments()));
    if (returned instanceof Wrapper || returned instanceof Array) {
      assertThat(returned.getClass().getName()).startsWith("io.jitjdbc.driver.");
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void passesTheDescriptionOfAResult(SampleCall call) throws Exception {
    passes(call, new DescribedResult(raw(ResultSetMetaData.class)));
  }

  @Test
  void saysThatNothingIsWrittenThroughAResult() throws Exception {
    var described = new DescribedResult(raw(ResultSetMetaData.class));

    assertThat(described.isReadOnly(1)).isTrue();
    assertThat(described.isWritable(1)).isFalse();
    assertThat(described.isDefinitelyWritable(1)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void passesTheDescriptionOfParameters(SampleCall call) throws Exception {
    passes(call, new DescribedParameters(raw(ParameterMetaData.class)));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void passesAClearArray(SampleCall call) throws Exception {
    passes(call, new EnforcingArray(raw(Array.class)));
  }

  @ParameterizedTest
  @MethodSource("clearRows")
  void passesClearRows(SampleCall call) throws Exception {
    passes(call, new ClearResultSet(raw(ResultSet.class)));
  }

  @ParameterizedTest
  @MethodSource("catalogs")
  void passesTheCatalog(SampleCall call) throws Exception {
    try (Connection connection = SHOP.connect("ana", "analysts")) {
      passes(
          call,
          new EnforcingDatabaseMetaData(
              (EnforcingConnection) connection, raw(DatabaseMetaData.class)));
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void writesNothingThroughClearRows(SampleCall call) {
    assertThatThrownBy(() -> call.on(new ClearResultSet(raw(ResultSet.class))))
        .hasMessageContaining("cannot be written")
        .isInstanceOf(SQLException.class);
    assertThat(delegate.calls()).isEmpty();
  }

  private Stream<Wrapper> wrappers() {
    return Stream.of(
        new DescribedResult(raw(ResultSetMetaData.class)),
        new DescribedParameters(raw(ParameterMetaData.class)),
        new ClearResultSet(raw(ResultSet.class)),
        new EnforcingDatabaseMetaData(null, raw(DatabaseMetaData.class)));
  }

  @Test
  void handsOutItselfAndNothingElse() {
    assertThat(wrappers())
        .allSatisfy(
            wrapper -> {
              Class<?> own = wrapper.getClass();
              assertThat(wrapper.isWrapperFor(own)).isTrue();
              assertThat((Object) wrapper.unwrap(own)).isSameAs(wrapper);
              assertThat(wrapper.isWrapperFor(RecordingDelegate.class)).isFalse();
              assertThatThrownBy(() -> wrapper.unwrap(RecordingDelegate.class))
                  .hasMessageContaining("does not hand out");
            });
    assertThat(delegate.calls()).isEmpty();
  }

  @Test
  void leadsBackFromClearRowsToNoStatement() {
    assertThat(new ClearResultSet(raw(ResultSet.class)).getStatement()).isNull();
  }

  @Test
  void printsAnArrayAsTheDatabaseDoes() {
    Array array = raw(Array.class);
    assertThat(new EnforcingArray(array)).hasToString(String.valueOf(array));
  }

  @Test
  void unwrapsOnlyItsOwnArrays() {
    Array array = raw(Array.class);
    assertThat(EnforcingArray.unwrapped(new EnforcingArray(array))).isSameAs(array);
    assertThat(EnforcingArray.unwrapped(array)).isSameAs(array);
    assertThat(EnforcingArray.unwrapped((Object) "text")).isEqualTo("text");
    assertThat(EnforcingArray.unwrapped((Object) new EnforcingArray(array))).isSameAs(array);
  }
}
