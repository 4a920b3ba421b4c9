package io.jitjdbc.corpus;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs one attack on every path, and lists on which of them it does not hold. */
final class AttackCheck {
  private final CorpusCase attack;
  private final CorpusDatabase database;
  private final CorpusDatabase other;
  private final List<String> problems = new ArrayList<>();

  private AttackCheck(CorpusCase attack, CorpusDatabase database, CorpusDatabase other) {
    this.attack = attack;
    this.database = database;
    this.other = other;
  }

  /**
   * What does not hold: path, channel, value and form.
   *
   * @param other the same database with other values in it
   */
  static List<String> problems(CorpusCase attack, CorpusDatabase database, CorpusDatabase other)
      throws SQLException, IOException {
    var check = new AttackCheck(attack, database, other);
    for (ExecutionPath path : ExecutionPath.values()) {
      if (check.isWorthwhile(path)) {
        check.check(path);
      }
    }
    if (attack.mustRun() && attack.repeats()) {
      check.compareClearColumns();
    }
    return check.problems;
  }

  private boolean isWorthwhile(ExecutionPath path) {
    return database.statements(attack).stream()
        .anyMatch(sql -> path.takes(sql, database.product()));
  }

  private void check(ExecutionPath path) throws SQLException, IOException {
    CaseRun run = run(path, database);
    judge(path, run);
    boolean isComparable = attack.repeats() && attack.text("expect").matches("mask.*|deny");
    if (path == ExecutionPath.EXECUTE && isComparable && !run.wasWhollyRefused()) {
      compare(run, run(path, other));
    }
  }

  private CaseRun run(ExecutionPath path, CorpusDatabase where) throws SQLException, IOException {
    DatabaseDump before = where.prepare(attack);
    CaseRun run = CaseRun.of(attack, path, where, where.analyst());
    if (!run.wasWhollyRefused()) {
      where.release(run.onlyRead());
      DatabaseDump after = where.dump();
      run.lookAround(where, after.added(before));
      where.restore(after);
    }
    return run;
  }

  private void judge(ExecutionPath path, CaseRun run) {
    run.canary().ifPresent(canary -> add(path, canary));
    if (attack.mustRun() && isUsual(path) && !run.ran()) {
      add(path, "it does not run: " + run.failure());
    }
    if (attack.mustBeRefused() && !run.wasRefused()) {
      add(path, "it is not refused: " + run.outcomes());
    }
    if (attack.isOracle()) {
      run.executedThoughRefused().ifPresent(problem -> add(path, problem));
    }
  }

  private static boolean isUsual(ExecutionPath path) {
    return path == ExecutionPath.EXECUTE
        || path == ExecutionPath.QUERY
        || path == ExecutionPath.PREPARED;
  }

  /** What comes back may not depend on values that are not shown. */
  private void compare(CaseRun run, CaseRun same) {
    List<String> here = run.texts();
    List<String> there = same.texts();
    for (int i = 0; i < Math.max(here.size(), there.size()); i++) {
      String one = i < here.size() ? here.get(i) : "nothing";
      String two = i < there.size() ? there.get(i) : "nothing";
      if (!one.equals(two)) {
        String values = one + " / " + two;
        add(ExecutionPath.EXECUTE, "masked values that differ make a difference: " + values);
        return;
      }
    }
  }

  private void compareClearColumns() throws SQLException, IOException {
    database.prepare(attack);
    List<String> statements = database.statements(attack);
    try (Connection raw = database.connectRaw()) {
      Results expected = Results.of(raw, statements);
      Results actual = Results.of(database.analyst(), statements);
      for (String column : expected.clearColumnsMissingIn(actual)) {
        add(ExecutionPath.EXECUTE, "the clear column " + column + " is not intact");
      }
    } catch (SQLException e) {
      add(ExecutionPath.EXECUTE, "clear columns cannot be compared: " + e.getMessage());
    }
  }

  private void add(ExecutionPath path, String problem) {
    problems.add(path + ": " + problem);
  }
}
