package io.jitjdbc.corpus;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Runs generated statements without the driver, through it, and over other masked values. */
final class GeneratedRun implements AutoCloseable {
  private final CorpusDatabase database;
  private final CorpusDatabase other;
  private final Connection raw;
  private final GeneratedTally tally;

  GeneratedRun(CorpusDatabase database, CorpusDatabase other, GeneratedTally tally)
      throws SQLException {
    this.database = database;
    this.other = other;
    this.tally = tally;
    this.raw = database.connectRaw();
  }

  /** The statement of this seed. */
  void check(long seed) throws SQLException {
    GeneratedStatement made = RandomStatement.of(database.product(), seed);
    tally.count("statements");
    Answer expected = Answer.of(raw, made);
    if (expected.isFailure()) {
      tally.count("failing without the driver");
    }
    if (made.isClear()) {
      checkClear(seed, made, expected);
    } else {
      checkMasked(seed, made, expected);
    }
  }

  private void checkClear(long seed, GeneratedStatement made, Answer expected) throws SQLException {
    Answer actual = Answer.of(database.analyst(), made);
    tally.count(expected.isFailure() ? "clear, failing" : "clear, compared");
    boolean isRight = actual.isAs(expected) || (expected.isInvalid() && actual.isRefusal());
    if (!isRight && !repeats(made)) {
      tally.problem(seed, made.sql(), "it answers " + actual + " instead of " + expected);
    }
  }

  /** Whether both agree when asked again: a database changes its plans with its statistics. */
  private boolean repeats(GeneratedStatement made) throws SQLException {
    Answer expected = Answer.of(raw, made);
    Answer actual = Answer.of(database.analyst(), made);
    return actual.isFailure() == expected.isFailure()
        && actual.inAnyOrder().equals(expected.inAnyOrder());
  }

  private void checkMasked(long seed, GeneratedStatement made, Answer expected)
      throws SQLException {
    if (expected.canary().isPresent()) {
      tally.count("masked, leaking without the driver");
    }
    CaseRun run = run(database, made);
    run.canary().ifPresent(canary -> tally.problem(seed, made.sql(), canary));
    if (run.wasWhollyRefused()) {
      tally.count("masked, refused");
      tally.refusal(run.failure());
      return;
    }
    tally.count(run.ran() ? "masked, ran" : "masked, failed");
    compare(seed, made, run, run(other, made));
    if (run.ran() && !expected.isFailure()) {
      checkClearColumns(seed, made, expected);
    }
  }

  /** What comes back may not depend on values that are not shown. */
  private void compare(long seed, GeneratedStatement made, CaseRun here, CaseRun there)
      throws SQLException {
    if (here.texts().equals(there.texts())) {
      return;
    }
    Answer one = Answer.of(database.analyst(), made);
    Answer two = Answer.of(other.analyst(), made);
    if (one.inAnyOrder().equals(two.inAnyOrder())) {
      // Without ORDER BY the database chooses, and it may read an index on a masked column.
      tally.count("masked, in another order");
    } else {
      String what = "masked values that differ make a difference: ";
      tally.problem(seed, made.sql(), what + firstDifference(here.texts(), there.texts()));
    }
  }

  private void checkClearColumns(long seed, GeneratedStatement made, Answer expected)
      throws SQLException {
    Answer actual = Answer.of(database.analyst(), made);
    for (int i = 0; i < made.fields().size(); i++) {
      if (!made.fields().get(i).isMasked() && !actual.column(i).equals(expected.column(i))) {
        String what = "the clear column " + (i + 1) + " is not intact: ";
        tally.problem(seed, made.sql(), what + actual.column(i) + " / " + expected.column(i));
      }
    }
  }

  private static CaseRun run(CorpusDatabase where, GeneratedStatement made) throws SQLException {
    var attack =
        new CorpusCase(Map.of("id", "generated", "sql", made.sql(), "transaction", made.isWrite()));
    return CaseRun.of(attack, ExecutionPath.EXECUTE, where, where.analyst());
  }

  private static String firstDifference(List<String> here, List<String> there) {
    for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
      if (!here.get(i).equals(there.get(i))) {
        return here.get(i) + " / " + there.get(i);
      }
    }
    return here.size() + " / " + there.size() + " texts";
  }

  @Override
  public void close() throws SQLException {
    raw.close();
  }
}
