package io.jitjdbc.driver.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.ServerReading.Answer;
import io.jitjdbc.sql.ServerReading.Question;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That nothing is left of a question in the schema for views, nor a connection. */
class ScratchTracesTest {
  private static final String SQL = "SELECT id FROM customers";

  private final ScratchDatabase database = ScratchDatabase.open();
  private final Connection raw;

  ScratchTracesTest() throws SQLException {
    raw = database.connect();
  }

  @AfterEach
  void close() throws SQLException {
    raw.close();
    database.close();
  }

  private String ask() throws CatalogException {
    return database
        .reading(raw)
        .read(new Question(SQL, SQL, 1, false))
        .fold(Answer.Text::sql, Answer.Other::how, Answer.Unavailable::reason);
  }

  private void awaitNoSide() {
    await().atMost(Duration.ofSeconds(10)).until(() -> database.sessions() == 1);
  }

  @Test
  void areNoneAfterAnswersAndRefusals() throws SQLException, CatalogException {
    assertThat(database.sessions()).isEqualTo(1);
    for (String sql : new String[] {SQL, "SELECT id FROM nowhere", "SELECT", "SELECT id, id"}) {
      database.reading(raw).read(new Question(sql, sql, 1, false));
      assertThat(database.views()).isEmpty();
    }
    assertThat(database.sessions()).isEqualTo(2);
    database.sides().end();
    awaitNoSide();
    assertThat(ask()).contains("SQLSTATE 08003");
  }

  @Test
  void areSweptAwayWhereAProgramDiedAmidAQuestion() throws SQLException, CatalogException {
    String random = "0123456789abcdef0123456789abcdef";
    int now = database.count("SELECT UNIX_TIMESTAMP()");
    String young = "jit_" + (now - 60) + "_" + random;
    String old = "jit_" + (now - 3600) + "_" + random;
    for (String name : new String[] {old, young, "jit_mine", "jit_1_mine"}) {
      database.run(raw, "CREATE VIEW " + database.scratch() + "." + name + " AS SELECT 1");
    }
    database.run(raw, "CREATE TABLE " + database.scratch() + ".jit_1_" + random + "(id INT)");

    ask();
    assertThat(database.views())
        .containsExactlyInAnyOrder(young, "jit_1_" + random, "jit_1_mine", "jit_mine");
  }

  @Test
  void areNotLeftByAQuestionThatIsAbandoned() throws Exception {
    ask();
    try (Connection other = database.connect()) {
      database.run(other, "LOCK TABLES customers WRITE");
      CompletableFuture<String> asked =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return ask();
                } catch (CatalogException e) {
                  throw new CompletionException(e);
                }
              });
      await()
          .until(
              () ->
                  database.count(
                          "SELECT COUNT(*) FROM information_schema.PROCESSLIST"
                              + " WHERE INFO LIKE 'CREATE ALGORITHM%'")
                      > 0);
      long start = System.nanoTime();
      database.sides().end();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
      assertThat(asked.get()).startsWith("the database makes no view of it");
    }
    awaitNoSide();
    assertThat(database.views()).isEmpty();
  }

  @Test
  void areNotLeftByAConnectionThatTheServerEnded() throws SQLException, CatalogException {
    ask();
    int side =
        database.count(
            "SELECT MAX(ID) FROM information_schema.PROCESSLIST WHERE USER <> 'root'"
                + " AND USER <> 'system user'");
    database.run(raw, "KILL " + side);

    assertThat(ask()).startsWith("select ");
    assertThat(database.sessions()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT", "CREATE VIEW", "DROP", "CREATE VIEW, SELECT, SHOW VIEW"})
  void areNoneWhereTheLoginLacksAPrivilege(String privileges)
      throws SQLException, CatalogException {
    database.permitOnly(privileges);

    assertThat(ask())
        .startsWith("the leased login needs CREATE VIEW and DROP on the schema ")
        .contains(database.scratch(), "SQLSTATE 42000");
    assertThat(database.views()).isEmpty();
  }

  @Test
  void areNoneWhereTheLoginHasJustWhatItNeeds() throws SQLException, CatalogException {
    database.permitOnly("CREATE VIEW, DROP");

    assertThat(ask()).startsWith("select ");
    assertThat(database.views()).isEmpty();
  }
}
