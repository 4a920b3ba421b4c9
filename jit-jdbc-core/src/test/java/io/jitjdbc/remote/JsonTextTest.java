package io.jitjdbc.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @Test
  void readsAnObjectWhateverStandsBeforeIt() throws ParseException {
    assertThat(JsonText.object(" \r\n\t{\"a\": [1, null]} ")).containsOnlyKeys("a");
    assertThat(JsonText.object("{}")).isEqualTo(Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "\"{}\"",
        "[]",
        "[{}]",
        "[[\"a\",1]]",
        "[[]]",
        "{",
        "{}}",
        "{} {}",
        "{\"a\"}",
        "true",
        "[{\"k\":\"a\",\"v\":1}]"
      })
  void readsNothingElseForOne(String text) {
    assertThatExceptionOfType(ParseException.class).isThrownBy(() -> JsonText.object(text));
  }
}
