package io.jitjdbc.sql.lineage;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Dialect.Folding;
import io.jitjdbc.sql.Dialect.Product;
import io.jitjdbc.sql.text.LexedStatement;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Spells names so that two spellings are equal exactly when the database thinks so. */
final class Names {

  /** Nothing that a string could spell in two ways. */
  private static final Pattern PLAIN_LABEL =
      Pattern.compile("[\\w.,:;#%()&+!<>=$@-]+(?: +[\\w.,:;#%()&+!<>=$@-]+)*");

  /** PostgreSQL cuts longer names off, which makes different spellings equal. */
  private static final int POSTGRESQL_NAME_BYTES = 63;

  private final Dialect dialect;
  private final boolean insensitive;

  Names(Dialect dialect) {
    this.dialect = dialect;
    insensitive =
        dialect.unquoted() == Folding.INSENSITIVE || dialect.quoted() == Folding.INSENSITIVE;
  }

  Dialect dialect() {
    return dialect;
  }

  Product product() {
    return dialect.product();
  }

  boolean isMySqlFamily() {
    return product() == Product.MARIADB || product() == Product.MYSQL;
  }

  boolean isPostgres() {
    return product() == Product.POSTGRESQL;
  }

  boolean isH2() {
    return product() == Product.H2;
  }

  /** For the catalog and for comparison: a name as a statement writes it, quotes and all. */
  String fold(String written) {
    String folded = isQuoted(written) ? dialect.quoted().fold(unquote(written)) : plain(written);
    if (isPostgres() && folded.getBytes(StandardCharsets.UTF_8).length > POSTGRESQL_NAME_BYTES) {
      throw new NotProvenException("a name is longer than PostgreSQL keeps");
    }
    return insensitive ? folded.toLowerCase(Locale.ROOT) : folded;
  }

  /**
   * For the catalog and for comparison: the name of a table, a schema or an alias. MySQL's family
   * counts its case where the server's files do, and only the server knows that.
   */
  String alias(String written) {
    String folded = fold(written);
    if (!isMySqlFamily()) {
      return folded;
    }
    return isQuoted(written) ? unquote(written) : written;
  }

  /** For comparison: a name as the catalog spells it. */
  String key(String spelled) {
    return insensitive ? spelled.toLowerCase(Locale.ROOT) : spelled;
  }

  /**
   * An output's name as a statement gives it, quotes and all. MySQL's family takes a string for it
   * as well, and drops spaces: what is not certain to stay as written could be the name of another.
   */
  String given(String written) {
    boolean isString = written.startsWith("'");
    String name = isString ? '`' + written.substring(1, written.length() - 1) + '`' : written;
    boolean asWritten =
        isString
            ? isMySqlFamily() && PLAIN_LABEL.matcher(label(name)).matches()
            : !isMySqlFamily() || label(name).strip().equals(label(name));
    NotProvenException.refuseIf(!asWritten, "a column that is given such a name");
    return name;
  }

  /** The built-in that an unqualified function name means, in lower case; else empty. */
  String builtIn(String written) {
    String folded = fold(written);
    return folded.equals(plain(folded)) ? folded.toLowerCase(Locale.ROOT) : "";
  }

  /** A label as the database would show it. */
  String label(String written) {
    if (isQuoted(written)) {
      return unquote(written);
    }
    return insensitive ? written : plain(written);
  }

  /**
   * Whether other spellings could be equal that we think different: collations fold more letters
   * than we do.
   */
  boolean isFoldedDifferently(String name) {
    return insensitive && !name.chars().allMatch(letter -> letter < 128);
  }

  static boolean isQuoted(String written) {
    return written.length() > 1 && (written.charAt(0) == '"' || written.charAt(0) == '`');
  }

  private String plain(String written) {
    return dialect.unquoted().fold(written);
  }

  private static String unquote(String written) {
    return LexedStatement.name(written.substring(1, written.length() - 1));
  }
}
