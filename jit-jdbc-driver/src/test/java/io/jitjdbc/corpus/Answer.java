package io.jitjdbc.corpus;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What one statement returned, or the failure that it ended in. */
record Answer(Results results, String failure, String message) {

  /** Undone if it writes. */
  static Answer of(Connection connection, GeneratedStatement statement) throws SQLException {
    connection.setAutoCommit(!statement.isWrite());
    try {
      return new Answer(Results.of(connection, List.of(statement.sql())), "", "");
    } catch (SQLException e) {
      return new Answer(new Results(List.of()), e.getSQLState(), e.getMessage());
    } finally {
      if (statement.isWrite()) {
        connection.rollback();
      }
    }
  }

  boolean isFailure() {
    return !failure.isEmpty();
  }

  /** Whether the database does not take it for a statement. */
  boolean isInvalid() {
    return failure.startsWith("42");
  }

  boolean isRefusal() {
    return failure.equals("42501");
  }

  /** The same results, or a failure of the same sort. */
  boolean isAs(Answer other) {
    return failure.equals(other.failure) && results.equals(other.results);
  }

  List<String> column(int index) {
    return index < results.width() ? results.columns().get(index) : List.of();
  }

  /** The rows, sorted, behind how it ended. */
  List<String> inAnyOrder() {
    int rows = results.width() == 0 ? 0 : results.columns().get(0).size();
    Stream<String> sorted =
        IntStream.range(0, rows)
            .mapToObj(row -> results.columns().stream().map(cells -> cells.get(row)).toList())
            .map(List::toString)
            .sorted();
    return Stream.concat(Stream.of(failure + message), sorted).toList();
  }

  Optional<String> canary() {
    return Canaries.in(results.toString());
  }

  @Override
  public String toString() {
    return isFailure() ? failure + " " + message : results.columns().toString();
  }
}
