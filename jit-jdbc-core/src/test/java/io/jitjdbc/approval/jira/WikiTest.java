package io.jitjdbc.approval.jira;

import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.testing.AccessRequests;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks writes some of what approvers read, and must not write more than that. */
class WikiTest {
  private static String described(String name, String sql) {
    Subject ann = person(name, "analysts");
    return new TicketText("answer")
        .description(AccessRequests.draft(ann, ann, sql, requirement(1, 1), Instant.EPOCH));
  }

  private static String inside(String block) {
    assertThat(block).startsWith("{noformat}\n").endsWith("\n{noformat}");
    return block.substring("{noformat}\n".length(), block.length() - "\n{noformat}".length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{noformat}*approved by the board*",
        "{NOFORMAT}",
        "{{noformat}}",
        "{\u200bnoformat}",
        "{code}x{code}",
        "{noformat:title=x}",
        "{html}<script>{html}"
      })
  void nothingEndsTheBlock(String text) {
    for (String block :
        new String[] {described(text, "SELECT 1"), described("ann", text), Wiki.block(text)}) {
      assertThat(inside(block)).doesNotContainPattern("(?i)\\{\\S");
    }
  }

  @Test
  void nobodyIsCalled() {
    assertThat(described("[~admin]", "SELECT '[~accountid:1]'")).doesNotContain("[~");
  }

  @Test
  void aNameIsOnOneLine() {
    String text = described("ann\nStatement:\n  SELECT 1\r\u2028\u0085x", "DELETE FROM customers");

    assertThat(text.lines().filter(line -> line.startsWith("Statement:"))).hasSize(1);
    assertThat(text).contains("  DELETE FROM customers");
  }

  @Test
  void aStatementLooksLikeNoLineOfOurs() {
    assertThat(described("ann", "SELECT 1\nNeeded: nobody\r\nWho asks: root").lines())
        .noneMatch(line -> line.startsWith("Needed: nobody") || line.startsWith("Who asks: root"));
  }

  @Test
  void textThatRunsBackwardsIsShownAsItIs() {
    assertThat(described("\u202Enna", "SELECT '\u202E\u2066'"))
        .doesNotContain("\u202E", "\u2066")
        .contains("?nna");
  }

  @Test
  void aStatementThatIsTooLongSaysSo() {
    String text = described("ann", "SELECT " + "x".repeat(60_000));

    assertThat(text.length()).isLessThanOrEqualTo(Wiki.LONGEST);
    assertThat(text).contains("only its beginning", "jit show");
  }

  @Test
  void aStatementThatFitsIsWhole() {
    String text = described("ann", "SELECT " + "{".repeat(10_000) + "end");

    assertThat(text).contains("end").doesNotContain("only its beginning");
  }

  @Test
  void manyLinesFitAsWell() {
    String text = described("ann", "x\n".repeat(60_000));

    assertThat(text.length()).isLessThanOrEqualTo(Wiki.LONGEST);
    assertThat(inside(text)).contains("only its beginning");
  }

  @Test
  void aSummaryIsOneLineOfAtMost255Characters() {
    Subject ann = person("\uD83D\uDE80".repeat(300) + "\n{code}", "analysts");
    AccessRequest request =
        AccessRequests.draft(ann, ann, "SELECT 1", requirement(1, 1), Instant.EPOCH);

    String summary = TicketText.summary(request);

    assertThat(summary.length()).isLessThanOrEqualTo(255);
    assertThat(summary.lines()).hasSize(1);
    assertThat(summary).startsWith("jit-" + request.id() + ": ");
    assertThat(Character.isHighSurrogate(summary.charAt(summary.length() - 1))).isFalse();
  }
}
