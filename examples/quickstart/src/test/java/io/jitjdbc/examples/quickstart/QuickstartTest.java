package io.jitjdbc.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.examples.quickstart.AuditTrail.Event;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story ends with the driver, so this process can tell it once only. */
class QuickstartTest {
  @TempDir static Path directory;
  private static String story = "";
  private static List<Event> events = List.of();

  @BeforeAll
  static void tell() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (World world = World.create(directory)) {
      new Quickstart(world, new Terminal(out, false), Optional.empty()).tell();
      events = world.trail().events();
    }
    story = bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void saysWhoConnects() {
    assertThat(story).contains("ana, verified with the keys of http://127.0.0.1:");
  }

  @Test
  void makesALoginForAnaThatIsGoneInTheEnd() {
    List<String> logins = story.lines().filter(line -> line.contains("logins now")).toList();

    assertThat(logins).hasSize(5);
    assertThat(logins.get(0)).endsWith("  SHOP_ADMIN");
    assertThat(logins.get(1)).matches(" +logins now +JIT_\\w+, SHOP_ADMIN");
    assertThat(logins.get(2)).matches(" +logins now +JIT_\\w+, JIT_\\w+, SHOP_ADMIN");
    assertThat(logins.get(3)).isEqualTo(logins.get(1));
    assertThat(logins.get(4)).isEqualTo(logins.get(0));
  }

  @Test
  void showsMasksAndNoValue() throws Exception {
    assertThat(story).contains("t•••••@example.org  •••••  •••••1111  1954-01-01  154.97");
    Secrets.assertNoneIn(story, directory);
  }

  @Test
  void refusesEachWayRoundTheMasks() {
    assertThat(inOneLine())
        .contains("nothing_special ••••• •••••")
        .contains("SQLSTATE 42501: SHOP.CUSTOMERS.SSN (pii.ssn) is masked for you")
        .contains("rows.getCharacterStream(1) m•••••@example.com m•••••@example.com")
        .contains("SQLSTATE 42501: jit-jdbc does not hand out the object behind this one");
  }

  @Test
  void pausesTheExportUntilOmarApproves() {
    assertThat(inOneLine())
        .containsSubsequence(
            "rows.next() waits",
            "more than 25 rows",
            "✗ ana approves it herself: ",
            "✓ omar approves ",
            "✓ the same cursor goes on customers.csv has 60 rows");
  }

  @Test
  void saysWhyItDenies() {
    assertThat(inOneLine())
        .contains("salaries are read in the HR system only; ask hr@example.com")
        .contains("no rule permits DELETE on SHOP.ORDERS for ana")
        .contains("no rule permits EXPORT on the database server itself for ana");
  }

  @Test
  void endsTheLeaseOnTime() {
    assertThat(inOneLine()).containsPattern("✗ SQLSTATE 08006: the lease JIT_\\w+ .*ended at ");
  }

  @Test
  void recordsAllOfIt() {
    assertThat(events)
        .extracting(Event::type)
        .contains("lease.issued", "session.opened", "statement.decided", "statement.finished")
        .contains("approval.asked", "approval.answered", "lease.ended", "session.closed");
    assertThat(events).filteredOn(event -> event.text("effect").equals("deny")).hasSize(4);
    assertThat(events)
        .filteredOn(event -> event.type().equals("approval.answered"))
        .singleElement()
        .satisfies(event -> assertThat(event.list("approvers")).isEqualTo("omar"));
  }

  @Test
  void fitsIntoAHundredColumns() {
    assertThat(story.lines())
        .filteredOn(line -> !line.startsWith("{") && !line.contains(directory.toString()))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  private static String inOneLine() {
    return story.replaceAll("\\s+", " ");
  }
}
