package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** The fixtures of one test class, each opened when it is first wanted. */
final class CorpusDatabases {
  private final Map<DatabaseProduct, CorpusDatabase> open = new EnumMap<>(DatabaseProduct.class);

  /** As the fixture says, whatever the test before left there. */
  CorpusDatabase of(DatabaseProduct product) throws SQLException, IOException {
    CorpusDatabase database = open.get(product);
    if (database == null) {
      database = CorpusDatabase.open(product);
      open.put(product, database);
    } else {
      database.restore();
    }
    return database;
  }

  void close() throws SQLException, IOException {
    for (CorpusDatabase database : open.values()) {
      database.close();
    }
  }
}
