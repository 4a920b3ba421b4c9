package io.jitjdbc.cli.audit;

import java.util.Collection;
import java.util.List;
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

  /** In MariaDB, it is one for all that the grantee may do with the table. */
  String revokeGrantOption(Grant.Target target) {
    String what =
        this == mariadb
            ? "GRANT OPTION ON " + table(target)
            : "GRANT OPTION FOR " + privilege(target, List.of());
    return "REVOKE " + what + " FROM " + grantee(target.grantee()) + ";";
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
    return word + list + " ON " + table(target);
  }

  private String table(Grant.Target target) {
    String schema = target.schema().isEmpty() ? "" : name(target.schema()) + ".";
    return schema + name(target.table());
  }

  /** MariaDB takes a role with a host, even an empty one, for a user. */
  private String grantee(String grantee) {
    String plain = this == mariadb ? Grant.name(grantee) : grantee;
    String host = this == mariadb ? Grant.host(grantee) : "";
    if (host.isEmpty() && plain.equalsIgnoreCase("PUBLIC")) {
      return "PUBLIC";
    }
    return name(plain) + (host.isEmpty() ? "" : "@" + name(host));
  }

  private String name(String name) {
    String doubled = name.replace("" + quote, "" + quote + quote);
    return quote + doubled + quote;
  }
}
