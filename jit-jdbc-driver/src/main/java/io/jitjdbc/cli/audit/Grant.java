package io.jitjdbc.cli.audit;

import java.util.Locale;

/**
 * A privilege that somebody has.
 *
 * @param column empty where it is one on the whole table
 */
record Grant(String grantee, String privilege, String schema, String table, String column) {

  /** Of which table, to whom: what one statement gives and takes. */
  record Target(String grantee, String privilege, String schema, String table)
      implements Comparable<Target> {
    @Override
    public int compareTo(Target other) {
      return key().compareTo(other.key());
    }

    private String key() {
      return String.join("\0", grantee, schema, table, privilege);
    }
  }

  Target target() {
    return new Target(grantee, privilege.toUpperCase(Locale.ROOT), schema, table);
  }
}
