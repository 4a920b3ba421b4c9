package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.enforcement.Ask;
import io.jitjdbc.enforcement.Binds;
import io.jitjdbc.enforcement.Patience;
import io.jitjdbc.enforcement.Permission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.NullUnmarked;

/**
 * Rows in which JDBC describes a database: nothing in them is masked, and they are decided, counted
 * and recorded where the policy says anything of metadata.
 */
@NullUnmarked
final class CatalogRows {
  private final EnforcingConnection connection;

  CatalogRows(EnforcingConnection connection) {
    this.connection = connection;
  }

  /** What the delegate is asked. */
  @FunctionalInterface
  interface Question {
    ResultSet ask() throws SQLException;
  }

  /**
   * The answer.
   *
   * @param method of {@link java.sql.DatabaseMetaData}, by its name
   */
  ResultSet of(Question question, String method, Object... arguments) throws SQLException {
    connection.requireLease();
    return connection.session().mindsMetadata()
        ? decided(question, method, binds(arguments))
        : new ClearResultSet(question.ask());
  }

  /** Types that nobody changes any more between the decision and the question. */
  String[] frozen(String[] types) {
    return types != null && connection.session().mindsMetadata() ? types.clone() : types;
  }

  int[] frozen(int[] types) {
    return types != null && connection.session().mindsMetadata() ? types.clone() : types;
  }

  private static Binds binds(Object[] arguments) {
    var values = new BoundValues();
    for (int index = 0; index < arguments.length; index++) {
      values.set(index + 1, plain(arguments[index]));
    }
    return values;
  }

  /** Arrays hold types by name or number. */
  private static Object plain(Object argument) {
    if (argument instanceof String[] names) {
      return Arrays.toString(names);
    }
    return argument instanceof int[] numbers ? Arrays.toString(numbers) : argument;
  }

  private ResultSet decided(Question question, String method, Binds arguments) throws SQLException {
    var patience = new Patience(() -> connection.whereabouts().holdsWrites());
    Permission granted = permit(Ask.metadata(method, arguments, patience));
    ResultSet rows = answer(question, granted);
    try {
      return EnforcingResultSet.of(
          new Owner(connection, patience),
          rows,
          granted,
          granted.plan(rows.getMetaData().getColumnCount()));
    } catch (RefusedException e) {
      rows.close();
      granted.finish("denied", e.state().code(), 0);
      throw Refusals.of(e);
    }
  }

  private Permission permit(Ask ask) throws SQLException {
    try {
      return connection.session().permit(ask);
    } catch (RefusedException e) {
      throw connection.refusedStatement(e);
    }
  }

  private ResultSet answer(Question question, Permission granted) throws SQLException {
    try {
      return question.ask();
    } catch (SQLException e) {
      granted.finish("failed", e.getSQLState() == null ? "" : e.getSQLState(), 0);
      granted.giveBack();
      throw connection.ended(e);
    }
  }

  /** There is no statement that a program could get hold of. */
  private record Owner(EnforcingConnection connection, Patience patience) implements ResultOwner {
    @Override
    public void closedResult(EnforcingResultSet closed) {
      patience.end("the result was closed");
    }
  }
}
