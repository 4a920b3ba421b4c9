package io.jitjdbc.driver.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a view that stands for the time of one question, in a schema that others use at the
 * same time. Nobody can guess it, and everybody can tell how old it is by the server's clock.
 */
record ScratchView(String schema, String name) {
  private static final Pattern NAME = Pattern.compile("jit_(\\d{1,15})_[0-9a-f]{32}");

  /** Far longer than a question takes. */
  private static final Duration OLD = Duration.ofMinutes(10);

  private static final String NOW = "SELECT UNIX_TIMESTAMP()";

  private static final String OURS =
      """
      SELECT TABLE_NAME, UNIX_TIMESTAMP() FROM information_schema.TABLES
       WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'VIEW' AND TABLE_NAME LIKE 'jit|_%' ESCAPE '|'
      """;

  static ScratchView fresh(String schema, Connection side) throws SQLException {
    try (Statement statement = side.createStatement();
        ResultSet now = statement.executeQuery(NOW)) {
      now.next();
      String random = UUID.randomUUID().toString().replace("-", "");
      return new ScratchView(schema, "jit_" + now.getLong(1) + '_' + random);
    }
  }

  /** What programs left there that ended amid a question. */
  static List<ScratchView> orphans(String schema, Connection side) throws SQLException {
    try (PreparedStatement query = side.prepareStatement(OURS)) {
      query.setString(1, schema);
      try (ResultSet found = query.executeQuery()) {
        List<ScratchView> orphans = new ArrayList<>();
        while (found.next()) {
          if (isOld(found.getString(1), found.getLong(2))) {
            orphans.add(new ScratchView(schema, found.getString(1)));
          }
        }
        return orphans;
      }
    }
  }

  private static boolean isOld(String name, long now) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() && now - Long.parseLong(matcher.group(1)) > OLD.toSeconds();
  }

  /** Does nothing if there is none, but for who may not drop any. */
  void drop(Connection side) throws SQLException {
    try (Statement statement = side.createStatement()) {
      statement.execute("DROP VIEW IF EXISTS " + quoted());
    }
  }

  String quoted() {
    return quoted(schema) + '.' + quoted(name);
  }

  private static String quoted(String name) {
    return '`' + name.replace("`", "``") + '`';
  }
}
