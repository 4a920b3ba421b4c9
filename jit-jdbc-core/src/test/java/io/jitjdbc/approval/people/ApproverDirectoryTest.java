package io.jitjdbc.approval.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in chats lead to people, or to nobody. */
class ApproverDirectoryTest {
  private static final String OMAR =
      "{issuer: 'https://idp.example', id: omar-1, name: Omar, groups: [data-owners], slack: U1}";

  @TempDir private Path directory;

  private ApproverDirectory with(String text) throws IOException {
    return new ApproverDirectory(Files.writeString(directory.resolve("approvers.yaml"), text));
  }

  @Test
  void findsAPersonByAChannelsName() throws Exception {
    ApproverDirectory people = with("approvers:\n  - " + OMAR + "\n");

    assertThat(people.find("slack", "U1"))
        .contains(new Subject("https://idp.example", "omar-1", "Omar", Set.of("data-owners")));
    assertThat(people.find("slack", "U2")).isEmpty();
    assertThat(people.find("jira", "U1")).isEmpty();
  }

  @Test
  void readsTheFileAgainSoThatWhoLeavesIsNobody() throws Exception {
    ApproverDirectory people = with("approvers:\n  - " + OMAR + "\n");
    assertThat(people.find("slack", "U1")).isPresent();

    with("approvers: []\n");

    assertThat(people.find("slack", "U1")).isEmpty();
  }

  @Test
  void trustsNoNameThatTwoPeopleHave() throws Exception {
    ApproverDirectory people =
        with("approvers:\n  - " + OMAR + "\n  - " + OMAR.replace("omar-1", "eve-2") + "\n");

    assertThatThrownBy(() -> people.find("slack", "U1"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("two people whose slack is the same");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3cret",
        "approvers: s3cret",
        "approvers: [s3cret]",
        "approvers: [{slack: U1}]",
        "approvers: [{slack: U1, groups: s3cret}]",
        "approvers: [{slack: U1, groups: [], issuer: '', id: x, name: y}]",
        "approvers: []\nothers: []",
        "approvers: [",
        "a: &a [*a]"
      })
  void saysWhatIsWrongWithoutQuotingIt(String text) throws Exception {
    ApproverDirectory people = with(text);

    assertThatThrownBy(() -> people.find("slack", "U1"))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("the file of approvers approvers.yaml cannot be used: ")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void saysThatTheFileIsMissing() {
    assertThatThrownBy(
            () -> new ApproverDirectory(directory.resolve("none.yaml")).find("slack", "U1"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("NoSuchFileException");
  }
}
