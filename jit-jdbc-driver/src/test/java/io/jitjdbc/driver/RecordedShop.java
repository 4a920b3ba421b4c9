package io.jitjdbc.driver;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.Recordings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** A shop whose policy has what is read recorded, with a table of many types. */
final class RecordedShop implements AutoCloseable {
  private static final String POLICY =
      """
      version: 1
      audit: {%s}
      classification:
        secret: ["*.things.masked", "*.customers.email"]
        shown: ["*.things.shown"]
      masks:
        secret: {function: hash, key.env: PATH}
        default: {function: redact}
      rules:
        - id: readers
          who: {groups: [readers]}
          actions: [read, insert, update]
          resources: ["*.things", "*.customers", "*.orders"]
          effect: permit
          reveal: [shown]
        - id: owners
          who: {groups: [owners]}
          actions: [all]
          resources: ["*.*", server]
          effect: permit
          reveal: ["*"]
      """;

  private final Shop shop;
  private final Recordings recordings = new Recordings();

  private RecordedShop(DatabaseProduct product, String audit) throws SQLException {
    shop = Shop.open(product);
    try {
      Files.writeString(shop.policy(), POLICY.formatted(audit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shop.dataSource().setAuditSinks(List.of(recordings));
    try (Connection connection = shop.raw();
        Statement statement = connection.createStatement()) {
      for (String sql :
          Shop.resource("things-" + product.name().toLowerCase(Locale.ROOT) + ".sql")
              .split(";\n", 0)) {
        statement.execute(sql);
      }
      if (product == DatabaseProduct.H2) {
        statement.execute("GRANT INSERT ON things TO SHOP_USER");
      }
    }
    shop.letRead("things");
  }

  static RecordedShop open(DatabaseProduct product, String audit) throws SQLException {
    return new RecordedShop(product, audit);
  }

  static RecordedShop open(String audit) throws SQLException {
    return open(DatabaseProduct.H2, audit);
  }

  Connection connect() throws SQLException {
    return shop.connect("rita", "readers");
  }

  Shop shop() {
    return shop;
  }

  Recordings recordings() {
    return recordings;
  }

  @Override
  public void close() throws SQLException {
    shop.close();
  }
}
