package io.jitjdbc.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.TransactionStep;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts begin and end transactions. */
class TransactionControlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BEGIN | BEGINS",
        "/* now */ begin work -- please | BEGINS",
        "BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE | BEGINS",
        "START TRANSACTION READ ONLY | BEGINS",
        "COMMIT | ENDS",
        "commit work; | ENDS",
        "END TRANSACTION | ENDS",
        "ABORT | ENDS",
        "ROLLBACK | ENDS",
        "ROLLBACK AND NO CHAIN | ENDS",
        "COMMIT AND CHAIN | GOES_ON",
        "ROLLBACK WORK AND CHAIN | GOES_ON",
        "ROLLBACK TO SAVEPOINT commit | NONE",
        "ROLLBACK TO chain | NONE",
        "SAVEPOINT begin | NONE",
        "RELEASE SAVEPOINT a | NONE",
        "SET TRANSACTION READ ONLY | NONE",
        "SHOW search_path | NONE",
        "BEGIN 'unfinished | NONE"
      })
  void areKnownByTheirTokens(String sql, TransactionStep step) {
    assertThat(TransactionControl.of(sql, Dialect.POSTGRESQL)).isEqualTo(step);
  }
}
