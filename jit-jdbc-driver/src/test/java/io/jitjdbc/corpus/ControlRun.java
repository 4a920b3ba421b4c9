package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Shows that an attack would succeed without the driver: a test that cannot fail proves nothing.
 */
final class ControlRun {
  private ControlRun() {}

  /**
   * Holds the unprotected run against what the case claims.
   *
   * @param other the same database with other values in it
   */
  static void check(CorpusCase attack, CorpusDatabase database, CorpusDatabase other)
      throws SQLException, IOException {
    if (!attack.isProvable(database.product())) {
      return;
    }
    if (attack.leaks()) {
      CaseRun run = run(attack, database);
      assertThat(run.canary())
          .as("%s without the driver: %s", attack.title(), run.failure())
          .isPresent();
    } else if (attack.isOracle()) {
      List<String> answers = run(attack, database).texts();
      assertThat(answers)
          .as("%s without the driver tells nothing", attack.title())
          .isNotEqualTo(run(attack, other).texts());
    }
  }

  private static CaseRun run(CorpusCase attack, CorpusDatabase where)
      throws SQLException, IOException {
    DatabaseDump before = where.prepare(attack);
    CaseRun run;
    try (Connection raw = where.connectRaw()) {
      run = CaseRun.of(attack, ExecutionPath.EXECUTE, where, raw);
    }
    DatabaseDump after = where.dump();
    run.lookAround(where, after.added(before));
    where.restore(after);
    return run;
  }
}
