package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.cells.CellItem;
import io.jitjdbc.audit.cells.CellItem.Cell;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellValue;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is handed out that cannot be recorded. */
class RecordingFailureTest {
  private RecordedShop shop;
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void open() throws SQLException {
    shop = RecordedShop.open("record: reads, pace: row");
    connection = shop.connect();
    statement = connection.createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    statement.close();
    connection.close();
    shop.close();
  }

  private ResultSet rows(String sql) throws SQLException {
    return statement.executeQuery(sql);
  }

  @Test
  void refusesAResultThatCannotBeBegun() {
    shop.recordings().keepOnly(0);

    assertThatThrownBy(() -> rows("SELECT id FROM things"))
        .hasMessageContaining("cannot be recorded")
        .hasMessageContaining("the disk is full; free some space")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  @Test
  void closesTheCursorAtTheRowThatCannotBeKept() throws SQLException {
    ResultSet rows = rows("SELECT id FROM things ORDER BY id");
    rows.next();
    rows.getInt(1);
    shop.recordings().keepOnly(0);

    assertThatThrownBy(rows::next).hasMessageContaining("the disk is full");
    assertThat(rows.isClosed()).isTrue();
    assertThatThrownBy(() -> rows.getInt(1)).isInstanceOf(SQLException.class);
    assertThatThrownBy(rows::next).isInstanceOf(SQLException.class);
    shop.recordings().keepOnly(9);
    assertThat(rows("SELECT id FROM things").next()).isTrue();
  }

  @Test
  void handsNoCellOutThatDoesNotFitAnyMore() throws SQLException {
    ResultSet rows = rows("SELECT REPEAT(t, 10000) FROM things WHERE id = 1");
    rows.next();
    shop.recordings().keepOnly(0);

    assertThatThrownBy(() -> rows.getString(1)).hasMessageContaining("the disk is full");
    assertThat(rows.isClosed()).isTrue();
  }

  @Test
  void takesBackWhatAStreamHasReadAlready() throws Exception {
    ResultSet rows = rows("SELECT REPEAT(t, 10000) FROM things WHERE id = 1");
    rows.next();
    InputStream in = rows.getBinaryStream(1);
    shop.recordings().keepOnly(0);
    byte[] into = new byte[50_000];

    assertThatThrownBy(() -> in.read(into))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the disk is full");
    assertThat(into).containsOnly(0);
  }

  @Test
  void tellsWhoClosesThatTheLastReadsAreLost() throws SQLException {
    ResultSet rows = rows("SELECT id FROM things WHERE id = 1");
    rows.next();
    rows.getInt(1);
    shop.recordings().keepOnly(0);

    assertThatThrownBy(rows::close).hasMessageContaining("the disk is full");
    assertThat(rows.isClosed()).isTrue();
    rows.close();
  }

  @Test
  void runsNothingWhereNobodyKeepsRecordings() throws SQLException {
    AuditSink eventsOnly = event -> {};
    var dataSource = new JitDataSource();
    dataSource.setUrl(shop.shop().url());
    dataSource.setProperties(shop.shop().settings());
    dataSource.setAuditSinks(List.of(eventsOnly));
    try (dataSource;
        Connection other =
            dataSource.getConnection(null, shop.shop().issuer().token("rita", "readers"));
        Statement query = other.createStatement()) {
      assertThatThrownBy(() -> query.executeQuery("SELECT id FROM things"))
          .hasMessageContaining("jit.audit")
          .hasMessageContaining("recording")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
    }
  }

  @Test
  void losesNothingThatTwoThreadsRead() throws Exception {
    var got = new ConcurrentLinkedQueue<Integer>();
    ResultSet rows = rows("SELECT id FROM things ORDER BY id");
    rows.next();
    Runnable reading =
        () -> {
          for (int times = 0; times < 5_000; times++) {
            try {
              got.add(rows.getInt(1));
            } catch (SQLException e) {
              assertThat(e.getMessage()).contains("another thread");
            }
          }
        };
    var threads = List.of(new Thread(reading), new Thread(reading));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    rows.close();

    assertThat(got).isNotEmpty();
    assertThat(shop.recordings().read())
        .filteredOn(Cell.class::isInstance)
        .hasSize(got.size())
        .allMatch(item -> ((Cell) item).value().equals(new CellValue(CellType.INT, 1)));
  }

  @Test
  void closesWhileAnotherThreadReads() throws Exception {
    ResultSet rows = rows("SELECT id FROM things ORDER BY id");
    rows.next();
    var got = new ConcurrentLinkedQueue<Integer>();
    var reader =
        new Thread(
            () -> {
              try {
                while (true) {
                  got.add(rows.getInt(1));
                }
              } catch (SQLException e) {
                // It is closed.
              }
            });
    reader.start();
    while (got.size() < 100) {
      Thread.onSpinWait();
    }
    rows.close();
    reader.join(10_000);

    assertThat(reader.isAlive()).isFalse();
    assertThat(shop.recordings().ended()).hasSize(1);
    List<CellItem> cells =
        shop.recordings().read().stream().filter(Cell.class::isInstance).toList();
    assertThat(cells).hasSize(got.size());
  }
}
