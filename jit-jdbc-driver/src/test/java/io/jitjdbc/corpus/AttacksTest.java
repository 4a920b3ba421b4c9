package io.jitjdbc.corpus;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No attack gets a value past the driver, on whichever path and through whichever getter. */
class AttacksTest {
  private CorpusDatabase database;
  private CorpusDatabase other;

  @AfterEach
  void close() throws Exception {
    if (database != null) {
      database.close();
      other.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> getNothingOutOfH2() throws Exception {
    return attacks(DatabaseProduct.H2);
  }

  @TestFactory
  Stream<DynamicTest> getNothingOutOfPostgreSql() throws Exception {
    return attacks(DatabaseProduct.POSTGRESQL);
  }

  @TestFactory
  Stream<DynamicTest> getNothingOutOfMariaDb() throws Exception {
    return attacks(DatabaseProduct.MARIADB);
  }

  private Stream<DynamicTest> attacks(DatabaseProduct product) throws Exception {
    database = CorpusDatabase.open(product);
    other = CorpusDatabase.openOther(product);
    return CaseFile.cases("attacks.yaml", product).stream()
        .map(attack -> dynamicTest(attack.title(), () -> check(attack)));
  }

  private void check(CorpusCase attack) throws Exception {
    Verdicts.check(attack, database.product(), AttackCheck.problems(attack, database, other));
    ControlRun.check(attack, database, other);
  }
}
