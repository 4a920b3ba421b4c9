package io.jitjdbc.driver;

import io.jitjdbc.driver.catalog.SessionPlaces;
import io.jitjdbc.enforcement.Permission;
import io.jitjdbc.enforcement.Session;
import io.jitjdbc.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Where the names of one connection's statements mean something, and that it stays so meanwhile.
 */
final class Whereabouts {
  private final Connection raw;
  private final Session session;
  private final SessionPlaces places;
  private final Turns turns = new Turns();

  /** PostgreSQL takes a change of schema back with the transaction that it was made in. */
  private volatile boolean movedInTransaction;

  Whereabouts(Connection raw, Session session, SessionPlaces places) {
    this.raw = raw;
    this.session = session;
    this.places = places;
  }

  /** A statement ran that may have moved the session or given it tables of its own. */
  private volatile boolean doubtful;

  /** A change of schema or catalog. */
  @FunctionalInterface
  interface Move {
    void go() throws SQLException;
  }

  /** Decides and runs a statement while its names keep their meaning. */
  <R> R stay(Turns.Work<R> work) throws SQLException {
    if (doubtful) {
      turns.alone(this::locate);
    }
    return turns.shared(work);
  }

  /**
   * What a statement may have done is looked into: transaction control at once; before the next
   * statement, what a routine that somebody wrote could do, which is what SET may not.
   */
  void ran(List<Permission> statements) throws SQLException {
    if (statements.stream().anyMatch(Permission::mayChangeMeaning)) {
      places.mayHaveOwnTables();
      doubtful = true;
    }
    if (statements.stream().anyMatch(one -> one.kind() == StatementKind.SESSION)) {
      settle();
    }
  }

  /** Moves while no statement is between its decision and its run. */
  void move(Move move) throws SQLException {
    turns.alone(
        () -> {
          move.go();
          movedInTransaction |= !raw.getAutoCommit();
          return locate();
        });
  }

  /** Looks again, after what may have ended a transaction. */
  void settle() throws SQLException {
    if (movedInTransaction) {
      locate();
    }
  }

  private boolean locate() throws SQLException {
    try {
      doubtful = false;
      session.moveTo(places.of(raw));
      return true;
    } catch (SQLException e) {
      // Whatever ran next would be decided for one schema and looked up in another.
      session.end("the schema is not known");
      Aborts.abort(raw);
      throw e;
    }
  }
}
