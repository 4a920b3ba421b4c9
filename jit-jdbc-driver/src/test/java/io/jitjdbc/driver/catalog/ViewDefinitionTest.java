package io.jitjdbc.driver.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewDefinitionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "select `c`.`id` AS `c1` from `c` | select `c`.`id` AS `c1` from `c`",
        "select 'it\\'s' AS `a` | select 'it''s' AS `a`",
        "select '\\\\' AS `a`,`ssn` | select '/' AS `a`,`ssn`",
        "select '\\\\\\'' AS `a`,`ssn` | select '/''' AS `a`,`ssn`",
        "select 'it''s',`a``\\` | select 'it''s',`a``\\`",
        "select '--',`--`,--`id` | select '--',`--`,-`id`",
        "select 1 - -1,- - 1 | select 1 - -1,- - 1",
        "select '`\\'',`'` | select '`''',`'`",
        "select 'open\\ | select 'open\\",
        "select `open | select `open"
      })
  void isWrittenSoThatItReadsInOneWay(String printed, String plain) {
    assertThat(ViewDefinition.plain(printed)).isEqualTo(plain);
  }
}
