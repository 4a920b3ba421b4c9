package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Dialect.Folding;
import io.jitjdbc.sql.Dialect.Product;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/** Tells a database's dialect from what it says about itself. */
public final class DialectReader {
  private DialectReader() {}

  /** The dialect; the strictest one for a product that is not known. */
  public static Dialect read(DatabaseMetaData metaData) throws SQLException {
    Product product = product(metaData);
    return switch (product) {
      case H2 -> new Dialect(product, unquoted(metaData), quoted(metaData));
      case POSTGRESQL -> Dialect.POSTGRESQL;
      case MARIADB -> Dialect.MARIADB;
      case MYSQL -> Dialect.MYSQL;
      case GENERIC -> Dialect.GENERIC;
    };
  }

  private static Product product(DatabaseMetaData metaData) throws SQLException {
    String name = metaData.getDatabaseProductName().toLowerCase(Locale.ROOT);
    String version = metaData.getDatabaseProductVersion().toLowerCase(Locale.ROOT);
    if (name.equals("h2")) {
      return Product.H2;
    }
    if (name.equals("postgresql")) {
      return Product.POSTGRESQL;
    }
    // MySQL's own driver calls a MariaDB server MySQL.
    if (name.contains("mariadb") || version.contains("mariadb")) {
      return Product.MARIADB;
    }
    return name.equals("mysql") ? Product.MYSQL : Product.GENERIC;
  }

  private static Folding unquoted(DatabaseMetaData metaData) throws SQLException {
    if (metaData.storesUpperCaseIdentifiers()) {
      return Folding.UPPER;
    }
    if (metaData.storesLowerCaseIdentifiers()) {
      return Folding.LOWER;
    }
    return metaData.supportsMixedCaseIdentifiers() ? Folding.EXACT : Folding.INSENSITIVE;
  }

  private static Folding quoted(DatabaseMetaData metaData) throws SQLException {
    return metaData.supportsMixedCaseQuotedIdentifiers() ? Folding.EXACT : Folding.INSENSITIVE;
  }
}
