package io.jitjdbc.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One run of a case on one path, and everything that could be seen of it. */
final class CaseRun {
  private final List<String> statements;
  private final Sightings seen = new Sightings();
  private final List<Outcome> outcomes = new ArrayList<>();

  private CaseRun(List<String> statements) {
    this.statements = statements;
  }

  /** Runs all statements on one connection; a refused one does not keep the next from running. */
  static CaseRun of(
      CorpusCase one, ExecutionPath path, CorpusDatabase database, Connection connection)
      throws SQLException {
    WatchedDriver.forget();
    var run = new CaseRun(database.statements(one));
    connection.setAutoCommit(!one.isOneTransaction());
    for (String sql : run.statements) {
      boolean takes = path.takes(sql, database.product());
      run.step(sql, takes ? path : ExecutionPath.EXECUTE, connection);
    }
    if (one.isOneTransaction()) {
      connection.rollback();
    }
    return run;
  }

  private void step(String sql, ExecutionPath path, Connection connection) {
    try {
      path.run(connection, sql, seen);
      outcomes.add(Outcome.RAN);
    } catch (SQLException e) {
      seen.addEcho("exception", e, sql);
      outcomes.add(isOurs(e) ? Outcome.REFUSED : Outcome.FAILED);
    }
  }

  private static boolean isOurs(SQLException e) {
    return e.getClass() == SQLException.class && "42501".equals(e.getSQLState());
  }

  List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  boolean wasRefused() {
    return outcomes.contains(Outcome.REFUSED);
  }

  boolean ran() {
    return outcomes.stream().allMatch(outcome -> outcome == Outcome.RAN);
  }

  /** Whether nothing but refusals came of it. */
  boolean wasWhollyRefused() {
    return outcomes.stream().allMatch(outcome -> outcome == Outcome.REFUSED);
  }

  /** A refused text that the database executed all the same. */
  Optional<String> executedThoughRefused() {
    List<String> executed = WatchedDriver.executed();
    for (int i = 0; i < statements.size(); i++) {
      if (outcomes.get(i) == Outcome.REFUSED && executed.contains(statements.get(i))) {
        return Optional.of("statement " + (i + 1) + " was executed before it was refused");
      }
    }
    return Optional.empty();
  }

  /** Whether nothing but reading was tried, so that the session is as it was. */
  boolean onlyRead() {
    return statements.stream()
        .allMatch(sql -> sql.strip().matches("(?is)(SELECT|WITH|VALUES)\\b.*"));
  }

  /** Adds what others can read now and could not before: cells, definitions, files. */
  void lookAround(CorpusDatabase database, List<String> added) throws IOException {
    added.forEach(line -> seen.add("what others can read", line));
    try (Stream<Path> files = Files.walk(database.files())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        seen.add("file", Files.readAllBytes(file));
        Files.delete(file);
      }
    }
  }

  Optional<String> canary() {
    return seen.canary();
  }

  /** Everything in order, without what differs from database to database. */
  List<String> texts() {
    return seen.texts().stream().map(text -> text.replaceAll("\\bdb_\\d+\\b", "db")).toList();
  }

  /** The first failure, for messages. */
  String failure() {
    return seen.texts().stream()
        .filter(text -> text.startsWith("exception: "))
        .findFirst()
        .orElse("no exception");
  }
}
