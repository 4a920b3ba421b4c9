package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.cli.Terminal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
  private static final String GOOD =
      """
      version: 1
      rules:
        - id: readers
          who: {groups: [analysts]}
          actions: [read]
          resources: ["shop.orders"]
          effect: permit
      """;

  @TempDir Path directory;

  private Outcome check(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("policy.yaml"), text);
    return Terminal.run("policy", "check", file.toString());
  }

  @Test
  void namesTheVersionOfAGoodPolicy() throws IOException {
    Outcome outcome = check(GOOD);

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .matches("OK: .*policy.yaml is valid, version [0-9a-f]+\\RIt is enforced.\\R");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void saysThatAPolicyIsOnlyObserved() throws IOException {
    Outcome outcome = check(GOOD.replace("version: 1", "version: 1\nmode: observe"));

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines())
        .satisfiesExactly(
            valid -> assertThat(valid).startsWith("OK: "),
            careful ->
                assertThat(careful).startsWith("Careful: observe mode for anyone: nothing is"));
  }

  @Test
  void namesEverythingThatIsWrongByItsPlace() throws IOException {
    Outcome outcome = check(GOOD.replace("permit", "allow").replace("readers", "no-rule"));

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("line 3, column 9: rules[0].id:")
        .contains("line 7, column 13: rules[0].effect: unknown effect");
  }

  @Test
  void saysThatThereIsNoFile() {
    Outcome outcome = Terminal.run("policy", "check", directory.resolve("no.yaml").toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("no.yaml cannot be read");
  }

  @Test
  void wantsToKnowWhatToDo() {
    assertThat(Terminal.run("policy").code()).isEqualTo(2);
  }
}
