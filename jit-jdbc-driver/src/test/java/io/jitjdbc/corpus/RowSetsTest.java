package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.RowSet;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.FilteredRowSet;
import javax.sql.rowset.JoinRowSet;
import javax.sql.rowset.Predicate;
import javax.sql.rowset.RowSetFactory;
import javax.sql.rowset.RowSetProvider;
import javax.sql.rowset.WebRowSet;
import org.junit.jupiter.api.AfterAll;

/** Row sets hold what their reader may see, and write nothing back. */
class RowSetsTest {
  private static final String QUERY = "SELECT id, name, ssn, email FROM customers";
  private static final CorpusDatabases DATABASES = new CorpusDatabases();

  @AfterAll
  static void close() throws Exception {
    DATABASES.close();
  }

  private static RowSetFactory factory() throws SQLException {
    return RowSetProvider.newFactory();
  }

  private static void read(RowSet rows, Sightings seen) throws SQLException {
    rows.beforeFirst();
    while (rows.next()) {
      for (int i = 1; i <= 4; i++) {
        seen.add("column " + i, rows.getString(i));
        seen.add("column " + i, rows.getObject(i));
      }
    }
    assertThat(seen.texts()).hasSizeGreaterThan(20);
    assertThat(seen.canary()).isEmpty();
  }

  @OnEveryServer
  void areFilledWithMasks(DatabaseProduct product) throws Exception {
    try (Connection connection = DATABASES.of(product).connect("analysts");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUERY);
        CachedRowSet populated = factory().createCachedRowSet();
        CachedRowSet executed = factory().createCachedRowSet()) {
      populated.populate(rows);
      read(populated, new Sightings());
      executed.setCommand(QUERY);
      executed.execute(connection);
      read(executed, new Sightings());
    }
  }

  @OnEveryServer
  void areWrittenAsXmlAndFilteredAndJoinedWithMasks(DatabaseProduct product) throws Exception {
    var seen = new Sightings();
    try (Connection connection = DATABASES.of(product).connect("analysts");
        Statement statement = connection.createStatement();
        WebRowSet web = factory().createWebRowSet();
        FilteredRowSet filtered = factory().createFilteredRowSet();
        JoinRowSet joined = factory().createJoinRowSet()) {
      var xml = new StringWriter();
      web.writeXml(statement.executeQuery(QUERY), xml);
      seen.add("xml", xml.toString());
      filtered.populate(statement.executeQuery(QUERY));
      filtered.setFilter(new Everything(seen));
      read(filtered, seen);
      try (CachedRowSet cached = factory().createCachedRowSet()) {
        cached.populate(statement.executeQuery(QUERY));
        joined.addRowSet(cached, 1);
        read(joined, seen);
      }
    }
  }

  /** A filter that looks at what it lets through. */
  private record Everything(Sightings seen) implements Predicate {
    @Override
    public boolean evaluate(RowSet rows) {
      return true;
    }

    @Override
    public boolean evaluate(Object value, int column) {
      seen.add("filter", value);
      return true;
    }

    @Override
    public boolean evaluate(Object value, String column) {
      seen.add("filter", value);
      return true;
    }
  }

  @OnEveryServer
  void putNoMaskOverAValue(DatabaseProduct product) throws Exception {
    CorpusDatabase database = DATABASES.of(product);
    try (Connection connection = database.connect("analysts");
        Statement statement = connection.createStatement();
        CachedRowSet rows = factory().createCachedRowSet()) {
      connection.setAutoCommit(false);
      rows.setTableName("customers");
      rows.setKeyColumns(new int[] {1});
      rows.populate(statement.executeQuery(QUERY));
      rows.next();
      rows.updateString("name", "Other");
      rows.updateRow();
      rows.acceptChanges(connection);
      connection.commit();
    }
    DatabaseDump after = database.dump();
    assertThat(after.added(database.pristine())).allMatch(line -> line.contains("Other"));
    assertThat(database.pristine().added(after)).allMatch(line -> line.contains("Alice Adams"));
  }
}
