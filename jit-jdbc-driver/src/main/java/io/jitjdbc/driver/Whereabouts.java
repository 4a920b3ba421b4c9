package io.jitjdbc.driver;

import io.jitjdbc.driver.catalog.SessionPlaces;
import io.jitjdbc.enforcement.Permission;
import io.jitjdbc.enforcement.Session;
import io.jitjdbc.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;

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

  /** A statement that nobody followed may have moved the names. */
  private volatile boolean lost;

  /** A change of schema or catalog. */
  @FunctionalInterface
  interface Move {
    void go() throws SQLException;
  }

  /** Decides and runs a statement while its names keep their meaning. */
  <R> R stay(Turns.Work<R> work) throws SQLException {
    return turns.shared(
        () -> {
          if (lost) {
            find();
          }
          return work.run();
        });
  }

  /** A statement has run, or failed. */
  void after(Permission granted) throws SQLException {
    if (granted.kind() == StatementKind.SESSION) {
      settle();
    } else if (granted.mayMoveUnseen()) {
      // Looked for before the next statement: a question now would end this one's warnings.
      lost = true;
    }
  }

  /** Only what is observed may move unseen: no decision that binds rests on what is not found. */
  private void find() {
    try {
      session.moveTo(places.of(raw));
      lost = false;
    } catch (SQLException e) {
      // A failed transaction answers no question; the statement must meet the database as it is.
      lost = true;
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
