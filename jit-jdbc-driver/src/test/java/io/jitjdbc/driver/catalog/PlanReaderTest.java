package io.jitjdbc.driver.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans of H2's, read to ordinary SQL. */
class PlanReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "SELECT 1; SELECT 1",
        "SELECT \"ID\" FROM \"T\" /* T.scan */ WHERE 1=1; SELECT \"ID\" FROM \"T\"   WHERE 1=1",
        "SELECT \"ID\" FROM (SELECT 1) /* (SELECT 1 /* range */) */; SELECT \"ID\" FROM (SELECT 1)",
        "SELECT \"N\" /* IDX: N = '*/ x /*' */, 2; SELECT \"N\"  , 2",
        "SELECT \"N\" /* \"*/\" */, 2; SELECT \"N\"  , 2",
        "SELECT 'it''s /* no */' AS \"S\"; SELECT '' AS \"S\"",
        "SELECT \"a\"\"/*b\"; SELECT \"a\"\"/*b\"",
        "SELECT U&'caf\\00e9' AS U&\"\\540d\\+01f600x\\\\\"; SELECT '' AS \"名😀x\\\""
      })
  void dropsWhatOnlyH2Reads(String plan, String sql) {
    assertThat(PlanReader.sql(plan).strip()).isEqualTo(sql);
  }

  @Test
  void hidesNoPartOfAQueryBehindLiteralsThatLookLikeRemarks() {
    String plan =
        "(SELECT \"ID\" FROM \"T\" /* IDX: K = '/*' */ WHERE \"K\" = '/*')"
            + " UNION (SELECT \"SSN\" FROM \"T\" /* IDX: K = '*/' */ WHERE \"K\" = '*/')";

    assertThat(PlanReader.sql(plan)).contains("\"SSN\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT /* 1", "SELECT 'a", "SELECT \"a", "SELECT /* 'a */", "SELECT U&\"\\zz\""})
  void refusesPlansThatAreCutOff(String plan) {
    assertThatThrownBy(() -> PlanReader.sql(plan)).isInstanceOf(IllegalArgumentException.class);
  }
}
