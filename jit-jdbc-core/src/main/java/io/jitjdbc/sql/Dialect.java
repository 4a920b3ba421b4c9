package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * How a database reads text.
 *
 * @param product whose lexical and grammatical rules apply
 * @param unquoted what happens to an identifier without quotes
 * @param quoted what happens to an identifier in quotes
 */
public record Dialect(Product product, Folding unquoted, Folding quoted) {

  /** The database products whose rules are known; anything else is {@link #GENERIC}. */
  public enum Product {
    H2,
    POSTGRESQL,
    MARIADB,
    MYSQL,
    /** Unknown: the strictest reading of everything. */
    GENERIC
  }

  /** What a database does to the letters of an identifier before it looks it up. */
  public enum Folding {
    UPPER,
    LOWER,
    EXACT,
    /** Stored as written, found in any case. */
    INSENSITIVE;

    /** The spelling to look up; the same for two spellings that mean the same. */
    public String fold(String identifier) {
      return switch (this) {
        case UPPER -> identifier.toUpperCase(Locale.ROOT);
        case LOWER, INSENSITIVE -> identifier.toLowerCase(Locale.ROOT);
        case EXACT -> identifier;
      };
    }
  }

  public static final Dialect H2 = new Dialect(Product.H2, Folding.UPPER, Folding.EXACT);
  public static final Dialect POSTGRESQL =
      new Dialect(Product.POSTGRESQL, Folding.LOWER, Folding.EXACT);
  public static final Dialect MARIADB =
      new Dialect(Product.MARIADB, Folding.INSENSITIVE, Folding.INSENSITIVE);
  public static final Dialect MYSQL =
      new Dialect(Product.MYSQL, Folding.INSENSITIVE, Folding.INSENSITIVE);
  public static final Dialect GENERIC =
      new Dialect(Product.GENERIC, Folding.INSENSITIVE, Folding.INSENSITIVE);

  public Dialect {
    requireNonNull(product);
    requireNonNull(unquoted);
    requireNonNull(quoted);
  }
}
