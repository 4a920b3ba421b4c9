package io.jitjdbc.driver;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The names of generated keys, asked for and returned. */
final class KeyNames {
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,127}");

  private KeyNames() {}

  /** Drivers paste these names into the statement, so they must not be more than names. */
  static void check(String[] names) throws SQLException {
    for (String name : names) {
      if (name == null || !SIMPLE.matcher(name).matches()) {
        throw Refusals.denied("generated keys can only be asked for by plain column names");
      }
    }
  }

  static List<String> labels(ResultSetMetaData metaData) throws SQLException {
    var labels = new ArrayList<String>();
    for (int index = 1; index <= metaData.getColumnCount(); index++) {
      labels.add(metaData.getColumnLabel(index));
    }
    return labels;
  }
}
