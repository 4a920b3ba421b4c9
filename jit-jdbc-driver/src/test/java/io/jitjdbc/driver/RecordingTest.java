package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jitjdbc.audit.AuditEvent.StatementFinished;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.Recorded.ResultEnded;
import io.jitjdbc.audit.Recorded.ResultRead;
import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.audit.cells.CellItem;
import io.jitjdbc.audit.cells.CellItem.Cell;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellValue;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the words of the policy make of a recording. */
class RecordingTest {
  private static final String TWO = "SELECT id, shown, masked FROM things WHERE id < 3 ORDER BY id";

  private static void readAll(ResultSet rows) throws SQLException {
    while (rows.next()) {
      rows.getInt(1);
      rows.getString("shown");
      rows.getString(3);
    }
  }

  private static List<CellValue> values(RecordedShop shop) {
    return shop.recordings().read().stream()
        .filter(Cell.class::isInstance)
        .map(item -> ((Cell) item).value())
        .toList();
  }

  @Test
  void isNotMadeWhereThePolicySaysNothingOfIt() throws Exception {
    try (RecordedShop shop = RecordedShop.open("record: events");
        Connection connection = shop.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TWO)) {
      readAll(rows);

      assertThat(rows).isInstanceOf(EnforcingResultSet.class);
      assertThat(shop.recordings().parts()).isEmpty();
    }
  }

  @Test
  @SuppressWarnings("try") // what an early close leads to is what is tested
  void tellsRowsThatWereNotLookedAt() throws Exception {
    try (RecordedShop shop = RecordedShop.open("record: reads");
        Connection connection = shop.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TWO)) {
      rows.next();
      rows.next();
      rows.close();

      assertThat(shop.recordings().read())
          .containsExactly(new CellItem.Row(1, 0), new CellItem.Row(2, 0));
      assertThat(shop.recordings().ended())
          .extracting(ResultEnded::outcome, ResultEnded::rows)
          .containsExactly(tuple("closed", 2L));
    }
  }

  @Test
  void saysWhichColumnsThereWereAndHowTheyWereShown() throws Exception {
    try (RecordedShop shop = RecordedShop.open("record: reads");
        Connection connection = shop.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TWO)) {
      assertThat(rows.unwrap(JitResultSet.class).isMasked(3)).isTrue();
      var columns = shop.recordings().opened().get(0).columns();
      assertThat(columns)
          .extracting(column -> column.label())
          .containsExactly("ID", "SHOWN", "MASKED");
      assertThat(columns)
          .extracting(column -> column.tags())
          .containsExactly("", "shown", "secret");
      assertThat(columns)
          .extracting(column -> column.mask())
          .containsExactly("", "", "secret: hash");
    }
  }

  @Test
  void keepsOfClearSensitiveCellsOnlyTheHash() throws Exception {
    try (RecordedShop shop = RecordedShop.open("record: reads, clear: hash");
        Connection connection = shop.connect();
        Statement statement = connection.createStatement()) {
      for (int times = 0; times < 2; times++) {
        readAll(statement.executeQuery(TWO));
      }
      List<CellValue> all = values(shop);
      assertThat(all)
          .extracting(CellValue::type)
          .startsWith(CellType.INT, CellType.HASHED, CellType.TEXT, CellType.INT, CellType.HASHED);
      assertThat(((ByteBuffer) all.get(1).content()).remaining()).isEqualTo(32);
      assertThat(all.get(1)).isEqualTo(all.get(7)).isNotEqualTo(all.get(4));
      assertThat(bytes(shop)).doesNotContain("visible");
    }
  }

  @Test
  void keepsNothingOfClearSensitiveCellsWhereItIsSaid() throws Exception {
    try (RecordedShop shop = RecordedShop.open("record: reads, clear: omit");
        Connection connection = shop.connect();
        Statement statement = connection.createStatement()) {
      readAll(statement.executeQuery(TWO));
      ResultSet rows = statement.executeQuery("SELECT shown FROM things WHERE id = 1");
      rows.next();
      try (InputStream in = rows.getBinaryStream(1)) {
        assertThat(in.readNBytes(4)).hasSize(4);
      }
      rows.close();

      assertThat(values(shop)).filteredOn(value -> value.type() == CellType.OMITTED).hasSize(2);
      assertThat(shop.recordings().read())
          .contains(new CellItem.Piece(1, 0, new CellValue(CellType.OMITTED, 4L)));
      assertThat(bytes(shop)).doesNotContain("visi");
    }
  }

  private static String bytes(RecordedShop shop) {
    var all = new StringBuilder();
    for (ResultRead part : shop.recordings().parts(ResultRead.class)) {
      all.append(new String(part.cells().toBytes(), StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  @Test
  void keepsARowBeforeTheNextWhereItIsSaid() throws Exception {
    try (RecordedShop shop = RecordedShop.open("record: reads, pace: row");
        Connection connection = shop.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TWO)) {
      rows.next();
      rows.getInt(1);
      rows.next();

      assertThat(shop.recordings().read()).hasSize(3);
    }
  }

  @Test
  void keepsWhatIsOldBeforeTheNextRow() throws Exception {
    try (RecordedShop shop = RecordedShop.open("record: reads");
        Connection connection = shop.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TWO)) {
      rows.next();
      rows.getInt(1);
      Thread.sleep(80);
      rows.next();

      assertThat(shop.recordings().read()).hasSize(3);
    }
  }

  @Test
  @SuppressWarnings("try") // what an early close leads to is what is tested
  void goesOnForLargeObjectsThatOutliveTheirResult() throws Exception {
    try (RecordedShop shop = RecordedShop.open("record: reads");
        Connection connection = shop.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT b FROM things WHERE id = 1")) {
      rows.next();
      Blob late = rows.getBlob(1);
      rows.close();
      assertThat(late.getBytes(1, 5)).hasSize(5);

      List<Recorded> parts = shop.recordings().parts();
      assertThat(parts.get(parts.size() - 2)).isInstanceOf(ResultEnded.class);
      assertThat(parts.get(parts.size() - 1)).isInstanceOf(ResultRead.class);
    }
  }

  @Test
  void isMadeOfGeneratedKeysToo() throws Exception {
    try (RecordedShop shop = RecordedShop.open("record: reads");
        Connection connection = shop.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO orders(customer_id, total) VALUES(1, 5)", Statement.RETURN_GENERATED_KEYS);
      ResultSet keys = statement.getGeneratedKeys();
      keys.next();
      int key = keys.getInt(1);
      keys.close();

      assertThat(values(shop)).containsExactly(new CellValue(CellType.INT, key));
    }
  }

  @Test
  void tellsBindValuesBeforeTheStatementRuns() throws Exception {
    try (RecordedShop shop = RecordedShop.open("bind-values: keep");
        Connection connection = shop.connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO things(id, t) VALUES(?, ?)")) {
      for (int id = 100; id < 102; id++) {
        insert.setInt(1, id);
        insert.setString(2, id == 100 ? null : "two");
        insert.addBatch();
      }
      insert.executeBatch();
      assertThat(shop.recordings().bound())
          .containsExactly(
              new CellItem.Row(1, 0),
              bound(1, 1, ToldValue.of(100)),
              bound(1, 2, CellValue.NULL),
              new CellItem.Row(2, 0),
              bound(2, 1, ToldValue.of(101)),
              bound(2, 2, ToldValue.of("two")));

      shop.recordings().keepOnly(0);
      insert.setInt(1, 103);
      assertThatThrownBy(insert::executeUpdate).hasMessageContaining("the disk is full");
      assertThat(shop.shop().count("things WHERE id = 103")).isZero();
    }
  }

  private static CellItem bound(long row, int column, CellValue value) {
    return new Cell(row, column, Accessor.BOUND, value);
  }

  @Test
  void keepsOnlyHashesOfBindValuesWhereItIsSaid() throws Exception {
    try (RecordedShop shop = RecordedShop.open("bind-values: hash");
        Connection connection = shop.connect();
        PreparedStatement query =
            connection.prepareStatement("SELECT id FROM things WHERE shown = ?")) {
      query.setString(1, "visible1");
      query.executeQuery().close();

      assertThat(shop.recordings().bound())
          .last()
          .satisfies(item -> assertThat(((Cell) item).value().type()).isEqualTo(CellType.HASHED));
      assertThat(shop.recordings().opened()).isEmpty();
    }
  }

  @Test
  @SuppressWarnings("try") // what an early close leads to is what is tested
  void endsBeforeTheStatementIsFinished() throws Exception {
    try (RecordedShop shop = RecordedShop.open("record: reads");
        Connection connection = shop.connect();
        Statement statement = connection.createStatement()) {
      readAll(statement.executeQuery(TWO));
      statement.close();

      assertThat(shop.recordings().ended()).hasSize(1);
      assertThat(shop.recordings().events())
          .filteredOn(StatementFinished.class::isInstance)
          .singleElement()
          .satisfies(
              event ->
                  assertThat(((StatementFinished) event).statementId())
                      .isEqualTo(shop.recordings().ended().get(0).statementId()));
    }
  }

  @Test
  void isCompleteWhereTheConnectionIsClosedOverAnOpenResult() throws Exception {
    try (RecordedShop shop = RecordedShop.open("record: reads")) {
      Connection connection = shop.connect();
      ResultSet rows = connection.createStatement().executeQuery(TWO);
      rows.next();
      rows.getInt(1);
      connection.close();

      assertThat(shop.recordings().read()).hasSize(2);
      assertThat(shop.recordings().ended()).hasSize(1);
    }
  }

  @Test
  void leavesNoGetterOut() {
    List<Method> passed =
        Arrays.stream(ResultSet.class.getMethods())
            .filter(method -> method.getName().startsWith("get"))
            .filter(method -> method.getParameterCount() > 0)
            .filter(method -> method.getParameterTypes()[0] == int.class)
            .filter(method -> !isDeclared(method))
            .toList();
    assertThat(passed).isEmpty();
  }

  private static boolean isDeclared(Method method) {
    return Arrays.stream(RecordedCells.class.getDeclaredMethods())
        .filter(own -> own.getName().equals(method.getName()))
        .anyMatch(own -> Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
  }
}
