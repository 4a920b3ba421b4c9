package io.jitjdbc.driver;

import io.jitjdbc.driver.catalog.SessionPlaces;
import io.jitjdbc.enforcement.Permission;
import io.jitjdbc.enforcement.Session;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.TransactionStep;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Where the names of one connection's statements mean something, and that it stays so meanwhile.
 */
final class Whereabouts {
  private static final String FAILED_TRANSACTION = "25P02";

  private final Connection raw;
  private final Session session;
  private final SessionPlaces places;
  private final Aborts aborts;
  private final Turns turns = new Turns();

  /** PostgreSQL takes a change of schema back with the transaction that it was made in. */
  private volatile boolean movedInTransaction;

  /** A statement ran that may have moved the names or given the session tables of its own. */
  private volatile boolean lost;

  /** A statement of the transaction, if there is one, may have changed something. */
  private volatile boolean wrote;

  /** SQL has begun a transaction, of which the delegate may know nothing. */
  private volatile boolean begun;

  /** Each statement is a transaction, as far as nobody said otherwise: H2 says so after BEGIN. */
  private volatile boolean eachIsOne = true;

  /** What was lost, was lost by a statement that runs whatever is decided. */
  private volatile boolean lostUnseen;

  Whereabouts(Connection raw, Session session, SessionPlaces places, Aborts aborts) {
    this.aborts = aborts;
    this.raw = raw;
    this.session = session;
    this.places = places;
  }

  /** A change of schema or catalog. */
  @FunctionalInterface
  interface Move {
    void go() throws SQLException;
  }

  /** Decides and runs a statement while its names keep their meaning. */
  <R> R stay(Turns.Work<R> work) throws SQLException {
    turns.beginShared();
    try {
      if (lost) {
        find();
      }
      return work.run();
    } finally {
      turns.endShared();
    }
  }

  /** A statement is about to run. */
  void before(Statement statement) {
    aborts.running(statement);
  }

  /** A statement has run, or failed. */
  void after(Permission granted) throws SQLException {
    aborts.running(null);
    if (granted.kind() != StatementKind.QUERY && granted.kind() != StatementKind.SESSION) {
      wrote = true;
    }
    if (granted.kind() == StatementKind.SESSION) {
      follow(granted.transactionStep());
      settle();
    } else if (granted.mayChangeMeaning()) {
      places.mayHaveOwnTables();
      // Looked for before the next statement: a question now would end this one's warnings.
      lost = true;
      lostUnseen = granted.mayMoveUnseen();
    }
  }

  /** A step that failed is taken for one that did not: then nobody waits who might have. */
  private void follow(TransactionStep step) throws SQLException {
    switch (step) {
      case NONE -> {}
      case BEGINS -> {
        wrote &= begun || !eachIsOne;
        begun = true;
      }
      case ENDS -> {
        wrote = false;
        begun = false;
      }
      case GOES_ON -> {
        wrote = false;
        begun = true;
      }
    }
    eachIsOne = raw.getAutoCommit();
  }

  private boolean isInTransaction() throws SQLException {
    return begun || !raw.getAutoCommit();
  }

  /** Who wrote a routine could do in it what SET and CREATE do. */
  private void find() throws SQLException {
    lost = false;
    try {
      movedInTransaction |= isInTransaction();
      session.moveTo(places.of(raw));
    } catch (SQLException e) {
      lost = true;
      // A failed transaction answers no question, and runs nothing but its end.
      if (!lostUnseen && !FAILED_TRANSACTION.equals(e.getSQLState())) {
        throw Refusals.denied(
            "after the last statement it cannot be found out what names mean (SQLSTATE "
                + e.getSQLState()
                + "); open a new connection");
      }
    }
  }

  /** Moves while no statement is between its decision and its run. */
  void move(Move move) throws SQLException {
    turns.alone(
        () -> {
          move.go();
          movedInTransaction |= isInTransaction();
          return locate();
        });
  }

  /** Whether others may have to wait for the end of the transaction. */
  boolean holdsWrites() {
    try {
      return wrote && isInTransaction();
    } catch (SQLException e) {
      // Then it is over, or nobody knows: waiting would help nobody.
      return true;
    }
  }

  /** A transaction has ended, if there was one. */
  void transactionEnded() throws SQLException {
    wrote = false;
    begun = false;
    settle();
  }

  /** The same, but for a transaction that SQL has begun: not every delegate ends that one. */
  void autoCommitSet() throws SQLException {
    wrote &= begun;
    eachIsOne = raw.getAutoCommit();
    settle();
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
      abort();
      throw e;
    }
  }

  /** Tears the physical connection down. Never waits. */
  void abort() {
    end();
    aborts.abort();
  }

  /** The physical connection is over. Never waits. */
  void end() {
    places.end();
  }
}
