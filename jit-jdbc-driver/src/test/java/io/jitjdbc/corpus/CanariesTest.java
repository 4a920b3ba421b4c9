package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanariesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(1,901-65-4321)",
        "ZQALICE@CORP.TEST",
        "1234-56-109",
        "901654321",
        "3930312d36352d34333231",
        "x MTk3MS0wOC0xO y",
        "about 98,765.43",
        "19/08/1971",
        "{\"tags\":[\"ZQTAGC\"]}",
        "98765"
      })
  void areFoundInEveryForm(String text) {
    assertThat(Canaries.in(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"z***@corp.test", "************6467", "98000", "1971-01-01", "***", ""})
  void areNotTakenForTheirMasks(String text) {
    assertThat(Canaries.in(text)).isEmpty();
  }

  @Test
  void areAllReplacedInTheSecondDatabase() {
    assertThat(Canaries.in(CaseFile.text("postgresql.sql"))).isPresent();
    assertThat(Canaries.in(Canaries.replaced(CaseFile.text("postgresql.sql")))).isEmpty();
  }
}
