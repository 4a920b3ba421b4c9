package io.jitjdbc.cli.audit;

import java.util.Collection;
import java.util.stream.Collectors;

/** How a database spells grants. */
enum Dialect {
  postgresql('"'),
  mariadb('`');

  private final char quote;

  Dialect(char quote) {
    this.quote = quote;
  }

  static Dialect of(String url) {
    return url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:") ? mariadb : postgresql;
  }

  String grant(Grant.Target target, Collection<String> columns) {
    return "GRANT " + privilege(target, columns) + " TO " + grantee(target.grantee()) + ";";
  }

  String revoke(Grant.Target target, Collection<String> columns) {
    return "REVOKE " + privilege(target, columns) + " FROM " + grantee(target.grantee()) + ";";
  }

  /**
   * What has to be revoked by column, because that is how it was granted. In PostgreSQL, revoking
   * from a table takes what was granted on its columns as well.
   */
  boolean revokesByColumn(boolean isTableGrant) {
    return this == mariadb && !isTableGrant;
  }

  private String privilege(Grant.Target target, Collection<String> columns) {
    // A privilege is a word of the catalog's or of a file's: nothing else gets into a statement.
    String word = target.privilege().replaceAll("[^A-Z ]", "");
    String list =
        columns.isEmpty()
            ? ""
            : columns.stream().map(this::name).collect(Collectors.joining(", ", " (", ")"));
    String schema = target.schema().isEmpty() ? "" : name(target.schema()) + ".";
    return word + list + " ON " + schema + name(target.table());
  }

  /** MariaDB's users have a host, and come quoted from its catalog: 'app'@'%'. */
  private String grantee(String grantee) {
    if (this == mariadb && grantee.matches("'[^'\\\\]*'@'[^'\\\\]*'")) {
      return grantee;
    }
    return grantee.equalsIgnoreCase("PUBLIC") ? "PUBLIC" : name(grantee);
  }

  private String name(String name) {
    String doubled = name.replace("" + quote, "" + quote + quote);
    return quote + doubled + quote;
  }
}
