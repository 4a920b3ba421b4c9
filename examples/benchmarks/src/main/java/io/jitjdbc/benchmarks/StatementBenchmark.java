package io.jitjdbc.benchmarks;

import com.nimbusds.jose.JOSEException;
import io.jitjdbc.benchmarks.Access.Reader;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Everyday work, each way; read the ratios to RAW, not the times. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StatementBenchmark {
  private static final String POINT = "SELECT id, name, salary FROM customers WHERE id = ?";
  private static final String ALL =
      "SELECT id, name, email, ssn, card_number, salary, birth_date, notes FROM customers";

  /** Where the tables are: a product of the tests. */
  @Param("H2")
  public String database = "H2";

  /** The way to the tables. */
  @Param({"RAW", "JIT", "JIT_AUDITED", "JIT_RECORDED"})
  public String way = "RAW";

  private Customers customers;
  private Access access;
  private Connection connection;
  private Connection seesAll;
  private PreparedStatement point;
  private PreparedStatement single;
  private ResultSet cell;
  private int next;

  @Setup
  public void open() throws SQLException, IOException, JOSEException {
    customers = new Customers(DatabaseProduct.valueOf(database));
    access = new Access(Access.Way.valueOf(way), customers);
    connection = access.connect(Reader.ANALYST);
    seesAll = access.connect(Reader.AUDITOR);
    point = connection.prepareStatement(POINT);
    single = connection.prepareStatement(POINT);
    single.setInt(1, 1);
    cell = single.executeQuery();
    cell.next();
  }

  @TearDown
  public void close() throws SQLException, IOException {
    seesAll.close();
    connection.close();
    access.close();
    customers.close();
  }

  private int id() {
    next = next % Customers.ROWS + 1;
    return next;
  }

  @Benchmark
  public void connectAndClose(Blackhole hole) throws SQLException {
    try (Connection fresh = access.connect(Reader.ANALYST)) {
      hole.consume(fresh);
    }
  }

  @Benchmark
  public void pointQueryReused(Blackhole hole) throws SQLException {
    point.setInt(1, id());
    try (ResultSet rows = point.executeQuery()) {
      readPoint(rows, hole);
    }
  }

  @Benchmark
  public void pointQueryPreparedEachTime(Blackhole hole) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(POINT)) {
      query.setInt(1, id());
      try (ResultSet rows = query.executeQuery()) {
        readPoint(rows, hole);
      }
    }
  }

  @Benchmark
  public void literalTheSame(Blackhole hole) throws SQLException {
    literal(4711, hole);
  }

  @Benchmark
  public void literalVarying(Blackhole hole) throws SQLException {
    literal(id(), hole);
  }

  private void literal(int id, Blackhole hole) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, name, salary FROM customers WHERE id = " + id)) {
      readPoint(rows, hole);
    }
  }

  private static void readPoint(ResultSet rows, Blackhole hole) throws SQLException {
    while (rows.next()) {
      hole.consume(rows.getInt(1));
      hole.consume(rows.getString(2));
      hole.consume(rows.getBigDecimal(3));
    }
  }

  @Benchmark
  public void cellClear(Blackhole hole) throws SQLException {
    hole.consume(cell.getInt(1));
  }

  @Benchmark
  public void scanClear(Blackhole hole) throws SQLException {
    scan(seesAll, hole);
  }

  @Benchmark
  public void scanThreeOfEightMasked(Blackhole hole) throws SQLException {
    scan(connection, hole);
  }

  private static void scan(Connection reader, Blackhole hole) throws SQLException {
    try (Statement statement = reader.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      while (rows.next()) {
        hole.consume(rows.getInt(1));
        hole.consume(rows.getString(2));
        hole.consume(rows.getString(3));
        hole.consume(rows.getString(4));
        hole.consume(rows.getString(5));
        hole.consume(rows.getBigDecimal(6));
        hole.consume(rows.getDate(7));
        hole.consume(rows.getString(8));
      }
    }
  }

  /** The same masks written by hand over the raw driver: what masking costs at the least. */
  @Benchmark
  public void scanMaskedByHand(Blackhole hole) throws SQLException {
    try (Statement statement = seesAll.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      while (rows.next()) {
        hole.consume(rows.getInt(1));
        hole.consume(rows.getString(2));
        hole.consume(HandWritten.email(rows.getString(3)));
        hole.consume(HandWritten.hidden(rows.getString(4)));
        hole.consume(HandWritten.card(rows.getString(5)));
        hole.consume(rows.getBigDecimal(6));
        hole.consume(rows.getDate(7));
        hole.consume(rows.getString(8));
      }
    }
  }
}
