package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stax.StAXSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No method of a result set leads past its masks. */
class ResultSetDoorsTest {
  private static final String EVERYTHING = "SELECT * FROM customers";
  private static final List<Class<? extends Source>> SOURCES =
      List.of(StreamSource.class, DOMSource.class, SAXSource.class, StAXSource.class);
  private static final CorpusDatabases DATABASES = new CorpusDatabases();

  @AfterAll
  static void close() throws Exception {
    DATABASES.close();
  }

  @FunctionalInterface
  private interface Reading {
    void of(ResultSet rows, Sightings seen) throws SQLException;
  }

  private static void reads(DatabaseProduct product, String sql, Reading reading)
      throws SQLException, IOException {
    var seen = new Sightings();
    CorpusDatabase database = DATABASES.of(product);
    try (Connection connection = database.connect("analysts");
        Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        ResultSet rows = statement.executeQuery(sql)) {
      reading.of(rows, seen);
    }
    assertThat(seen.canary()).isEmpty();
    assertThat(seen.texts()).isNotEmpty();
    assertThat(database.dump()).isEqualTo(database.pristine());
  }

  @OnEveryServer
  void showNothingOfAMaskedColumnThroughAnyGetter(DatabaseProduct product) throws Exception {
    reads(product, EVERYTHING, (rows, seen) -> CellWalk.walk(rows, EVERYTHING, seen));
  }

  @OnEveryServer
  void unwrapToNothingOfTheVendor(DatabaseProduct product) throws Exception {
    Class<?> vendors = vendorsResultSet(product);
    reads(
        product,
        EVERYTHING,
        (rows, seen) -> {
          Refusal.of(() -> rows.unwrap(vendors));
          seen.add("isWrapperFor", rows.isWrapperFor(vendors));
          assertThat(rows.isWrapperFor(vendors)).isFalse();
          assertThat(rows.unwrap(ResultSet.class)).isSameAs(rows);
        });
  }

  private static Class<?> vendorsResultSet(DatabaseProduct product)
      throws SQLException, IOException {
    try (Connection raw = DATABASES.of(product).connectRaw();
        Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      return rows.getClass();
    }
  }

  @OnEveryServer
  void leadBackToStatementsThatAreDecidedToo(DatabaseProduct product) throws Exception {
    reads(
        product,
        "SELECT id FROM customers",
        (rows, seen) -> {
          Connection connection = rows.getStatement().getConnection();
          try (Statement statement = connection.createStatement();
              ResultSet again = statement.executeQuery("SELECT ssn FROM customers")) {
            CellWalk.walk(again, EVERYTHING, seen);
          }
        });
  }

  @OnEveryServer
  void findAMaskedColumnUnderNoOtherLabel(DatabaseProduct product) throws Exception {
    reads(
        product,
        "SELECT c.ssn AS w, c.email AS w, c.id FROM customers c",
        (rows, seen) -> {
          rows.next();
          for (String label :
              List.of("w", "W", "ssn", "SSN", "email", "customers.ssn", "c.ssn", "CUSTOMERS.SSN")) {
            try {
              seen.add(label, rows.getString(label));
              seen.add(label, rows.getObject(label));
            } catch (SQLException e) {
              seen.add(label, e);
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void hideARowThatIsOneValue(DatabaseProduct product) throws Exception {
    String sql = "SELECT ROW(id, ssn), ARRAY[ssn, email], notes FROM customers";
    reads(product, sql, (rows, seen) -> CellWalk.walk(rows, sql, seen));
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRESQL")
  void hideRowsInAnArray(DatabaseProduct product) throws Exception {
    String sql = "SELECT array_agg(c) FROM customers c";
    reads(product, sql, (rows, seen) -> CellWalk.walk(rows, sql, seen));
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRESQL")
  void hideAnXmlInEachOfItsSources(DatabaseProduct product) throws Exception {
    reads(
        product,
        "SELECT ssn FROM customers",
        (rows, seen) -> {
          while (rows.next()) {
            for (Class<? extends Source> source : SOURCES) {
              try {
                seen.add("getSQLXML", rows.getSQLXML(1));
                seen.add("source", text(rows.getSQLXML(1).getSource(source)));
              } catch (SQLException | TransformerException e) {
                seen.add("exception", e);
              }
            }
          }
        });
  }

  private static String text(Source source) throws TransformerException {
    var text = new StringWriter();
    TransformerFactory.newInstance().newTransformer().transform(source, new StreamResult(text));
    return text.toString();
  }

  @OnEveryServer
  void reloadNoRow(DatabaseProduct product) throws Exception {
    reads(
        product,
        "SELECT id, ssn FROM customers",
        (rows, seen) -> {
          rows.next();
          try {
            rows.refreshRow();
          } catch (SQLException e) {
            seen.add("refreshRow", e);
          }
          seen.add("ssn", rows.getString("ssn"));
        });
  }

  @OnEveryServer
  void copyNoColumnIntoAnother(DatabaseProduct product) throws Exception {
    reads(
        product,
        "SELECT id, name, ssn FROM customers",
        (rows, seen) -> {
          rows.next();
          seen.add("concurrency", rows.getConcurrency());
          Refusal.of(() -> rows.updateObject("name", rows.getObject("ssn")));
          Refusal.of(rows::updateRow);
          Refusal.of(rows::moveToInsertRow);
        });
  }

  @OnEveryServer
  void tellNullAsTheMaskedValueTellsIt(DatabaseProduct product) throws Exception {
    reads(
        product,
        "SELECT ssn, notes FROM customers",
        (rows, seen) -> {
          while (rows.next()) {
            for (int column = 1; column <= 2; column++) {
              Object shown = rows.getObject(column);
              seen.add("shown", shown);
              assertThat(rows.wasNull()).isEqualTo(shown == null);
            }
          }
        });
  }

  @OnEveryServer
  void haveNothingOfAValueInTheirNames(DatabaseProduct product) throws Exception {
    reads(
        product,
        EVERYTHING,
        (rows, seen) -> {
          rows.next();
          seen.add("toString", rows.toString());
          seen.add("hashCode", rows.hashCode());
          for (int column = 1; column <= 8; column++) {
            seen.add("getObject", String.valueOf(rows.getObject(column)));
          }
          assertThatThrownBy(() -> rows.getString("nowhere")).isInstanceOf(SQLException.class);
        });
  }
}
