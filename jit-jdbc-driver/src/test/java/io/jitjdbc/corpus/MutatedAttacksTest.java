package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A leaking query leaks no more when it is part of another one. */
class MutatedAttacksTest {
  private static final long SEED = Long.getLong("jit.corpus.seed", 20_26L);

  @OnEveryServer
  void getNothingOut(DatabaseProduct product) throws Exception {
    var problems = new ArrayList<String>();
    int leaking = 0;
    try (CorpusDatabase database = CorpusDatabase.open(product);
        CorpusDatabase other = CorpusDatabase.openOther(product)) {
      for (String sql : Mutations.of(product, SEED)) {
        problem(sql, database, other).ifPresent(problem -> problems.add(sql + ": " + problem));
        leaking += leaksWithoutTheDriver(sql, database) ? 1 : 0;
      }
    }
    assertThat(leaking).as("queries that leak without the driver").isGreaterThan(60);
    assertThat(problems).as("seed %s on %s", SEED, product).isEmpty();
  }

  private static CorpusCase attack(String sql) {
    return new CorpusCase(Map.of("id", "mutation", "sql", sql));
  }

  private static Optional<String> problem(String sql, CorpusDatabase database, CorpusDatabase other)
      throws SQLException {
    CaseRun run = CaseRun.of(attack(sql), ExecutionPath.EXECUTE, database, database.analyst());
    if (run.canary().isPresent() || run.wasWhollyRefused()) {
      return run.canary();
    }
    CaseRun same = CaseRun.of(attack(sql), ExecutionPath.EXECUTE, other, other.analyst());
    List<String> here = run.texts().stream().sorted().toList();
    boolean equal = here.equals(same.texts().stream().sorted().toList());
    return equal ? Optional.empty() : Optional.of("masked values that differ make a difference");
  }

  private static boolean leaksWithoutTheDriver(String sql, CorpusDatabase database)
      throws SQLException {
    try (var raw = database.connectRaw()) {
      return CaseRun.of(attack(sql), ExecutionPath.QUERY, database, raw).canary().isPresent();
    }
  }
}
