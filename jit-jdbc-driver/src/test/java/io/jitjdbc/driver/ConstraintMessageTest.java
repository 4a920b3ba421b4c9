package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names in a constraint's message stay, the values go. */
class ConstraintMessageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Duplicate entry 'x-901' for key 'uq'| Duplicate entry … for key 'uq'
          (conn=3) Duplicate entry 'it's for key 'a' 901' for key 'uq'| (conn=3) Duplicate entry … for key 'uq'
          violation: "UQ ON T(A) VALUES ( /* 1 */ '901' )"; SQL statement:| violation: "UQ ON T(A) …
          violation: "PRIMARY KEY ON T(ID) ( /* key:2 */ 2, '901')"| violation: "PRIMARY KEY ON T(ID) …
          violation: "FK: ORDERS FOREIGN KEY(A) REFERENCES C(ID) (901)"| violation: "FK: ORDERS FOREIGN KEY(A) REFERENCES C(ID) …
          Column 'name' cannot be null| Column 'name' cannot be null
          """)
  void keepsNamesAndDropsValues(String raw, String shown) {
    assertThat(ConstraintMessage.withoutValues(raw)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"duplicate key value violates unique constraint \"uq\""})
  void endsWithTheFirstLine(String line) {
    assertThat(ConstraintMessage.withoutValues(line + "\n  Detail: Key (ssn)=(901) exists."))
        .isEqualTo(line + " …");
  }
}
