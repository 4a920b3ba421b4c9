package io.jitjdbc.driver.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.sql.lineage.SqlAnalyzer;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is listed as immutable is so in every overload, says PostgreSQL itself. */
class ImmutableFunctionsTest {
  private static final String OTHERWISE =
      """
      SELECT DISTINCT p.proname FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_language l ON l.oid = p.prolang
       WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace AND p.proname = ANY (?)
         AND NOT (p.provolatile = 'i' AND l.lanname IN ('internal', 'sql') AND NOT p.proretset)
      """;

  @Test
  void computeFromTheirArgumentsAlone() throws SQLException, IOException {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.POSTGRESQL);
        Connection connection = database.connect();
        PreparedStatement query = connection.prepareStatement(OTHERWISE)) {
      query.setArray(1, connection.createArrayOf("text", listed().toArray()));
      List<String> otherwise = new ArrayList<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          otherwise.add(found.getString(1));
        }
      }
      assertThat(otherwise).isEmpty();
    }
  }

  private static List<String> listed() throws IOException {
    try (InputStream list =
        SqlAnalyzer.class.getResourceAsStream("functions/postgresql-immutable")) {
      return new String(list.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith("pure "))
          .flatMap(line -> Stream.of(line.substring("pure ".length()).split(" ")))
          .toList();
    }
  }
}
