package io.jitjdbc.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jitjdbc.sql.Dialect;
import java.util.List;

/** Whatever the text, it is read or refused; nothing else happens. */
class LexerFuzzTest {
  private static final List<Dialect> DIALECTS =
      List.of(Dialect.H2, Dialect.POSTGRESQL, Dialect.MARIADB, Dialect.MYSQL, Dialect.GENERIC);

  @FuzzTest
  void readsOrRefuses(FuzzedDataProvider data) {
    Dialect dialect = data.pickValue(DIALECTS);
    String sql = data.consumeRemainingAsString();
    try {
      LexedStatement statement = Lexer.read(sql, dialect);
      assertThat(statement.tokens()).isNotEmpty();
      assertThat(StatementRecognizer.recognize(statement, dialect)).isNotNull();
    } catch (LexicalException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
