package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.audit.Recorded.ResultEnded;
import io.jitjdbc.audit.Recorded.ResultRead;
import io.jitjdbc.audit.cells.CellItem;
import io.jitjdbc.testing.DatabaseProduct;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is on record is what the caller got, cell by cell, and nothing else. */
class RecordedReadsTest {
  private static final String[] HIDDEN = {"zqhidden", "zqalice"};

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void sayExactlyWhatTheCallerGot(DatabaseProduct product) throws Exception {
    try (RecordedShop shop = RecordedShop.open(product, "record: reads")) {
      int cells = 0;
      try (Connection connection = shop.connect()) {
        for (int seed = 1; seed <= 4; seed++) {
          int before = shop.recordings().read().size();
          CuriousCaller caller = read(connection, new Random(seed));
          var recorded = shop.recordings().read();

          assertSame(
              Pieces.joined(recorded.subList(before, recorded.size())),
              Pieces.joined(caller.seen()));
          cells += caller.seen().size();
        }
      }
      assertThat(cells).isGreaterThan(3_000);
      assertThat(shop.recordings().ended())
          .hasSize(4)
          .extracting(ResultEnded::outcome)
          .containsOnly("exhausted");
      assertHidden(shop);
    }
  }

  /** One by one, because thousands of them in a message help nobody. */
  private static void assertSame(List<CellItem> recorded, List<CellItem> seen) {
    for (int i = 0; i < Math.min(recorded.size(), seen.size()); i++) {
      assertThat(recorded.get(i)).as("item %d", i).isEqualTo(seen.get(i));
    }
    assertThat(recorded).hasSameSizeAs(seen);
  }

  private static CuriousCaller read(Connection connection, Random random) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM things ORDER BY id")) {
      var caller = new CuriousCaller(random, rows);
      caller.readAll(120);
      return caller;
    }
  }

  private static void assertHidden(RecordedShop shop) {
    for (var part : shop.recordings().parts(ResultRead.class)) {
      byte[] bytes = part.cells().toBytes();
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain(HIDDEN);
      assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain(HIDDEN);
    }
  }
}
