package io.jitjdbc.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.settings.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that is read where it is not enforced. */
class ElsewhereTest {
  @TempDir Path folder;

  private static String hashing(String arguments) {
    return """
        version: 1
        classification: {pii.email: ["*.customers.email"]}
        masks:
          pii.email: {function: %s}
        rules:
          - {id: a, who: {groups: [analysts, dba], users: [ana]}, actions: [read], resources: ["*.customers"], effect: permit}
          - {id: b, who: {groups: [interns]}, actions: [read], resources: ["*.customers"], effect: deny}
        budgets:
          - {id: c, who: {users: [omar]}, resources: ["*.customers"], rows: 10, window: 1d}
        """
        .replace("%s", arguments);
  }

  private static YamlPolicy read(String text) {
    return YamlPolicy.readElsewhere("as written", text);
  }

  @Test
  void needsNoKeyOfItsMasks() {
    assertThat(read(hashing("hash, key.file: /nowhere/key")).groups())
        .containsExactly("analysts", "dba", "interns");
    assertThat(read(hashing("hash, key.env: NO_SUCH_KEY")).users()).containsExactly("ana", "omar");
    assertThat(read(hashing("fpe, key.env: NO_SUCH_KEY, scope: email")).version()).isNotEmpty();
  }

  @Test
  void doesNotLookIntoWhatItCallsAKey() throws Exception {
    Path file = Files.writeString(folder.resolve("short"), "x");

    assertThat(read(hashing("hash, key.file: \"" + file + '"')).version()).isNotEmpty();
  }

  @Test
  void isRefusedForAllElseThatIsWrong() {
    for (String bad :
        new String[] {"hash", "hash, key.file: a, key.env: B", "hash, keys: x", "hush"}) {
      assertThatThrownBy(() -> read(hashing(bad))).isInstanceOf(InvalidSettingException.class);
    }
    assertThatThrownBy(() -> read(hashing("fpe, key.env: A, alphabet: runes")))
        .isInstanceOf(InvalidSettingException.class);
  }

  @Test
  void hasTheSameVersionAsWhereItIsEnforced() {
    String text = hashing("partial, keep-first: 1");

    assertThat(read(text).version()).isEqualTo(YamlPolicy.read("as written", text).version());
  }
}
