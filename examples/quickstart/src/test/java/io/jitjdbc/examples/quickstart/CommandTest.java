package io.jitjdbc.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CommandTest {
  @TempDir Path directory;

  @Test
  void printsTheStoryAndNothingElse() throws Exception {
    String story = story("", "--interactive=false");

    assertThat(story).startsWith(System.lineSeparator() + "   jit-jdbc quickstart");
    assertThat(story).contains("✓ omar approves ", "customers.csv has 60 rows");
    assertThat(story).doesNotContain("\u001b", "SLF4J", "WARN", "Exception", "    at ");
  }

  @Test
  void letsTheReaderApprove() throws Exception {
    String story = story("perhaps\nY\n", "--interactive=true");

    assertThat(story.split("You are omar. Approve\\? \\[y/n\\]")).hasSize(3);
    assertThat(story).contains("✓ omar approves ", "customers.csv has 60 rows");
  }

  @Test
  void letsTheReaderReject() throws Exception {
    String story = story("n\n", "--interactive");

    assertThat(story.replaceAll("\\s+", " "))
        .contains("✓ omar rejects ", "was rejected by omar: not without a ticket")
        .contains("customers.csv has 25 rows");
  }

  @Test
  void rejectsWhenNobodyIsAtTheKeyboard() throws Exception {
    assertThat(story("", "--interactive")).contains("✓ omar rejects ");
  }

  private String story(String typed, String argument) throws Exception {
    String story = OtherJvm.story(directory, typed, argument);
    Secrets.assertNoneIn(story, directory.resolve("target/quickstart"));
    return story;
  }
}
