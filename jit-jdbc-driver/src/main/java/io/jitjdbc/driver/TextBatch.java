package io.jitjdbc.driver;

import io.jitjdbc.enforcement.Permission;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The texts of a batch: all are decided before the delegate gets the first one. */
final class TextBatch {
  private final EnforcingStatement statement;
  private final Statement raw;
  private final List<String> texts = new ArrayList<>();

  TextBatch(EnforcingStatement statement, Statement raw) {
    this.statement = statement;
    this.raw = raw;
  }

  boolean add(String sql) {
    return texts.add(sql);
  }

  void clear() {
    texts.clear();
  }

  List<Permission> permits() throws SQLException {
    var granted = new ArrayList<Permission>();
    for (String sql : texts) {
      granted.add(statement.permit(sql, BoundValues::none));
    }
    return granted;
  }

  <R> R run(List<Permission> granted, Turns.Work<R> execution) throws SQLException {
    EnforcingConnection connection = statement.connection();
    connection.whereabouts().before(raw);
    try {
      for (String sql : texts) {
        raw.addBatch(sql);
      }
      texts.clear();
      R counts = ApprovedRun.run(raw, granted, execution);
      granted.forEach(one -> one.finish("updated", "", 0));
      return counts;
    } catch (SQLException e) {
      String state = e.getSQLState() == null ? "" : e.getSQLState();
      granted.forEach(one -> one.finish(ApprovedRun.outcome(e), state, 0));
      throw connection.ended(Diagnostics.clean(e, granted));
    } finally {
      for (Permission one : granted) {
        connection.whereabouts().after(one);
      }
    }
  }
}
