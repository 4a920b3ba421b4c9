package io.jitjdbc.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("read", "write", "update", "key.file");

  @ParameterizedTest
  @CsvSource({"reed, read", "REED, read", "wirte, write", "updat, update", "key-file, key.file"})
  void namesTheNearest(String unknown, String nearest) {
    assertThat(Suggestion.instead(unknown, KNOWN)).isEqualTo("did you mean \"" + nearest + "\"?");
  }

  @Test
  void listsAllWhenNoneIsNear() {
    assertThat(Suggestion.instead("select", KNOWN))
        .isEqualTo("known: [key.file, read, update, write]");
    assertThat(Suggestion.instead("", KNOWN)).startsWith("known: ");
    assertThat(Suggestion.instead("read".repeat(10_000), KNOWN)).startsWith("known: ");
    assertThat(Suggestion.instead("x", List.of())).isEqualTo("known: []");
  }
}
