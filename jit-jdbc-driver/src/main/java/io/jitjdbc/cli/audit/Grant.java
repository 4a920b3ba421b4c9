package io.jitjdbc.cli.audit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A privilege that somebody has.
 *
 * @param table empty where it is one on the whole schema, or on all schemas where that is empty too
 * @param column empty where it is one on the whole table
 * @param isGrantable whether they may hand it on
 */
record Grant(
    String grantee,
    String privilege,
    String schema,
    String table,
    String column,
    boolean isGrantable) {

  /** MariaDB's catalog has everybody as 'name'@'host', and roles without a host. */
  private static final Pattern ACCOUNT = Pattern.compile("'(.*)'@'(.*)'", Pattern.DOTALL);

  /** A name as its database's catalog has it, whatever stands around it there. */
  static String name(String grantee) {
    Matcher account = ACCOUNT.matcher(grantee);
    return account.matches() ? account.group(1) : grantee;
  }

  /** The host that goes with it; empty for a role, and where names have none. */
  static String host(String grantee) {
    Matcher account = ACCOUNT.matcher(grantee);
    return account.matches() ? account.group(2) : "";
  }

  /** Whether that is what somebody may mean by a name. */
  boolean isOf(String meant) {
    return grantee.equalsIgnoreCase(meant) || name(grantee).equalsIgnoreCase(meant);
  }

  /** Of which table, to whom: what one statement gives and takes. */
  record Target(String grantee, String privilege, String schema, String table)
      implements Comparable<Target> {
    @Override
    public int compareTo(Target other) {
      return key().compareTo(other.key());
    }

    /** The user or role, without a host. */
    String user() {
      return name(grantee);
    }

    private String key() {
      return String.join("\0", grantee, schema, table, privilege);
    }
  }

  Target target() {
    return new Target(grantee, privilege.toUpperCase(Locale.ROOT), schema, table);
  }
}
