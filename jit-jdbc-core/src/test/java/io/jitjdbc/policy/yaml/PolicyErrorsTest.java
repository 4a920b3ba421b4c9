package io.jitjdbc.policy.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jitjdbc.settings.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad policy is refused with everything that is wrong in it, and where. */
class PolicyErrorsTest {

  @Test
  void tellsEveryErrorAtOnceWithItsPlace() {
    Throwable refused = catchThrowable(() -> Policies.read(Policies.text("bad/many.yaml")));
    assertThat(refused).isInstanceOf(InvalidSettingException.class);
    assertThat(refused).hasMessage(Policies.text("bad/many.txt").strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "just text",
        "[1, 2]",
        "version: 1",
        "version: 1\nrules: []",
        "version: '1'\nrules: [{id: a}]",
        "a: b: c",
        "version: 1\n---\nversion: 1",
        "{",
        "\"",
        "? [a]\n: b",
        "!!set {a, b}",
        "version: 99999999999999999999\nrules: 1",
        "%YAML 9.9\n---\na: 1",
        "a: \u0001",
      })
  void refusesWhatIsNoPolicy(String text) {
    assertThatThrownBy(() -> Policies.read(text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("policy test.yaml cannot be used:\n  ");
  }

  @Test
  void refusesAnchorsAndAliases() {
    assertThatThrownBy(() -> Policies.read("version: 1\na: &x [1]\nb: *x"))
        .hasMessageContaining("line 2, column 4: anchors and aliases are not allowed");
    assertThatThrownBy(() -> Policies.read("a: *x"))
        .hasMessageContaining("anchors and aliases are not allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[*.customers]", "[*.*]", "[*]", "\n  - *.orders", "[a.b, *_x.y]"})
  void saysWhatToDoAboutAStarWithoutQuotes(String resources) {
    assertThatThrownBy(() -> Policies.read("version: 1\nrules:\n- resources: " + resources))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("line ")
        .hasMessageContaining("a pattern that begins with * needs quotes");
  }

  @Test
  void refusesDeepNestingBeforeItHurts() {
    assertThatThrownBy(() -> Policies.read("[".repeat(500_000)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("nested too deeply");
    assertThatThrownBy(() -> Policies.read("- ".repeat(200_000)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThatThrownBy(
            () -> PolicyReader.read("p", "version: é".getBytes(ISO_8859_1), Policies.FUNCTIONS))
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void doesNotRepeatWhatMayBeAKey() {
    String text =
        """
        version: 1
        classification: {a: ["*.*.a"]}
        masks:
          a: {function: hash, key: hunter2hunter2hunter2}
        rules:
          - {id: open, who: anyone, actions: [read], resources: ["*.*"], effect: permit}
        """;
    assertThatThrownBy(() -> Policies.read(text))
        .hasMessageContaining("line 4, column 6: masks.a: mask function hash has no argument")
        .hasMessageNotContaining("hunter2");
  }

  // What is not refused would be left out: a mask without its argument, a group without its name.
  @Test
  void refusesAnEmptyTextAndAListInPlaceOfAValue() {
    String text = Policies.text("good/shop.yaml");

    assertThatThrownBy(() -> Policies.read(text.replace("groups: [owners]", "groups: ['']")))
        .hasMessageContaining("who.groups[0]: must not be empty");
    assertThatThrownBy(() -> Policies.read(text.replace("keep-last: 4", "keep-last: [4]")))
        .hasMessageContaining("masks.pii.ssn.keep-last: expected a single value");
  }

  @Test
  void staysShortWhateverIsWrong() {
    var text = new StringBuilder("version: 1\nrules:\n");
    for (int i = 0; i < 5_000; i++) {
      text.append("- ").append("x".repeat(100)).append('\n');
    }
    Throwable refused = catchThrowable(() -> Policies.read(text.toString()));
    assertThat(refused.getMessage()).contains("more").hasSizeLessThan(20_000);
  }
}
