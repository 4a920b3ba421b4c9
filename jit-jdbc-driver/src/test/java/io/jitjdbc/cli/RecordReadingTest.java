package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.cli.Terminal.Outcome;
import io.jitjdbc.driver.SessionsOnRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that read from a real database, found and told again. */
class RecordReadingTest {
  @TempDir static Path place;

  private static Path plain;
  private static Path encrypted;
  private static Path key;

  @BeforeAll
  static void recordSessions() throws Exception {
    plain = Files.createDirectory(place.resolve("plain"));
    encrypted = Files.createDirectory(place.resolve("encrypted"));
    ECKey reader = new ECKeyGenerator(Curve.P_256).keyID("reader").generate();
    key = Files.writeString(place.resolve("reader.jwk"), reader.toJSONString());
    Path recipients = place.resolve("readers.jwks");
    Files.writeString(recipients, new JWKSet(reader.toPublicJWK()).toString());
    SessionsOnRecord.write(plain, Map.of());
    SessionsOnRecord.write(encrypted, Map.of("encrypt-to", recipients.toString()));
  }

  private static Outcome search(Path logs, String... more) {
    return run(List.of("audit", "search", "--logs", logs.toString()), more);
  }

  private static Outcome replay(Path logs, String... more) throws Exception {
    return run(List.of("replay", field(logs, "session"), "--logs", logs.toString()), more);
  }

  private static Outcome run(List<String> begin, String... more) {
    var words = new ArrayList<>(begin);
    words.addAll(List.of(more));
    return Terminal.run(words.toArray(String[]::new));
  }

  /** Of the first statement. */
  private static String field(Path logs, String name) throws Exception {
    String first = search(logs, "--table", "things", "--json").out().lines().findFirst().get();
    return String.valueOf(JSONObjectUtils.parse(first).get(name));
  }

  @Test
  void findsWhatHoldsTogether() {
    assertThat(search(plain, "--table", "public.things").out().lines()).hasSize(2);
    assertThat(search(plain, "--table", "things", "--column", "masked").out())
        .contains("rita@example.org", "decided permit", "SELECT id, shown, masked, c");
    assertThat(search(plain, "--table", "ings").out()).isEmpty();
    assertThat(search(plain, "--effect", "deny").out().lines()).hasSize(1);
    assertThat(search(plain, "--effect", "deny", "--table", "things").out()).isEmpty();
    assertThat(search(plain, "--subject", "RITA@example.org").out().lines()).hasSize(9);
    assertThat(search(plain, "--subject", "nobody").out()).isEmpty();
    assertThat(search(plain, "--until", "2001-01-01").out()).isEmpty();
    assertThat(search(plain, "--since", "PT1H").out().lines()).hasSize(9);
  }

  @Test
  void findsStatementsByTheTagsOfWhatTheyReturned() {
    assertThat(search(plain, "--tag", "secret").out().lines()).hasSize(1);
    assertThat(search(plain, "--tag", "shown", "--column", "c").out().lines()).hasSize(1);
    assertThat(search(plain, "--tag", "sec").out()).isEmpty();
  }

  @Test
  void saysWhatATimeLooksLike() {
    Outcome outcome = search(plain, "--since", "yesterday");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("--since has to be such as 2030-01-31T18:00:00Z");
    assertThat(search(plain, "--since", "2002-01-01", "--until", "2001-01-01").err())
        .contains("--since has to lie before --until");
  }

  @Test
  void showsAllThatIsKnownOfAStatement() throws Exception {
    String id = field(plain, "statement_id");
    Outcome outcome = Terminal.run("audit", "show", id, "--logs", plain.toString());

    assertThat(outcome.out())
        .contains("statement.decided", "statement.finished", "result.column", "result.ended")
        .contains("accesses: SELECT PUBLIC.THINGS", "tags: secret", "rule: readers")
        .doesNotContain("visible1");
    assertThat(Terminal.run("audit", "show", "x-1", "--logs", plain.toString()).err())
        .contains("no log here knows of x-1");
  }

  @Test
  void tellsResultsAsTheyWereRead() throws Exception {
    Outcome outcome = replay(plain);

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines().findFirst().get())
        .startsWith("verified: all is as it was written (1 logs");
    assertThat(outcome.out())
        .contains("🔒 MASKED was read masked: secret: hash")
        .containsPattern("1 +\\| 1 +\\| visible1 +\\| 🔒•••••\\S+ +\\| large ü€ text 1")
        .containsPattern("2 +\\| 2 +\\| · +\\| 🔒•••••\\S+ +\\| ·")
        .containsPattern("3 +\\| 25 +\\| NULL +\\| 🔒NULL +\\| NULL")
        .contains("exhausted, 3 rows", "decided deny", "closed (reason closed)")
        .doesNotContain("zqhidden");
  }

  @Test
  void letsNoValueReachTheTerminalThatItWouldObey() throws Exception {
    assertThat(replay(plain).out())
        .contains("with 1 = =1+1\\u202E\\u001B[2J\"<b>\\n, 2 = 3")
        .doesNotContain("\u001B", "\u202E");
    assertThat(replay(plain, "--format", "json").out()).doesNotContain("\u001B", "\u202E");
  }

  @Test
  void exportsOneResultForASpreadsheet() throws Exception {
    String statement = field(plain, "statement_id");
    Outcome outcome = replay(plain, "--format", "csv", "--statement", statement);
    assertThat(outcome.out().split("\r\n", -1))
        .hasSize(5)
        .startsWith("\"ID\",\"SHOWN\",\"MASKED [masked]\",\"C\"")
        .contains("25,,,");

    Outcome all = replay(plain, "--format", "csv");
    assertThat(all.code()).isEqualTo(1);
    assertThat(all.err()).contains("name it by --statement and --result");
    String second = statement.replaceAll("-3$", "-7");
    assertThat(replay(plain, "--format", "csv", "--statement", second).out())
        .contains("\"'=1+1\u202E\u001B[2J\"\"<b>\ntext 3\"");
  }

  @Test
  void saysForScriptsWhatWasMaskedAndWhatWasNotRead() throws Exception {
    List<String> rows =
        replay(plain, "--format", "json")
            .out()
            .lines()
            .filter(line -> line.contains("\"entry\":\"row\""))
            .toList();
    assertThat(rows).hasSize(4);
    Map<String, Object> second = JSONObjectUtils.parse(rows.get(1));
    Map<String, Object>[] cells = JSONObjectUtils.getJSONObjectArray(second, "cells");
    assertThat(cells[0]).containsEntry("value", 2L).containsEntry("masked", false);
    assertThat(cells[1]).containsEntry("read", false).doesNotContainKey("value");
    assertThat(cells[2]).containsEntry("masked", true);
  }

  @Test
  void tellsWhatIsEncryptedToWhoeverHasTheKey() throws Exception {
    Outcome without = replay(encrypted);
    assertThat(without.code()).isZero();
    assertThat(without.out())
        .startsWith("verified")
        .contains("[encrypted: no key given]", "exhausted, 3 rows")
        .doesNotContain("visible1");
    assertThat(replay(encrypted, "--key", key.toString()).out())
        .contains("visible1")
        .doesNotContain("[encrypted");
    Outcome csv = replay(encrypted, "--format", "csv", "--result", "1");
    assertThat(csv.err()).contains("no key to it was given");
  }

  @Test
  void doesNotTellWhatWasTamperedWithUnlessItHasTo() throws Exception {
    Path logs = Files.createDirectory(place.resolve("tampered"));
    SessionsOnRecord.write(logs, Map.of());
    String session = field(logs, "session");
    LogFiles log = LogDirectories.in(logs).get(0);
    byte[] bytes = Files.readAllBytes(log.segment(1));
    bytes[bytes.length - 10] ^= 1;
    Files.write(log.segment(1), bytes);

    Outcome refused = Terminal.run("replay", session, "--logs", logs.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("nothing is told", "TAMPERED", "--even-if-tampered");
    Outcome told = Terminal.run("replay", session, "--logs", logs.toString(), "--even-if-tampered");
    assertThat(told.out()).startsWith("TAMPERED").contains("visible1");
  }

  @Test
  void tellsAtThePaceThatIsAskedFor() throws Exception {
    long begin = System.nanoTime();
    assertThat(replay(plain, "--speed", "x4").code()).isZero();
    assertThat(System.nanoTime() - begin).isGreaterThan(20_000_000);
    assertThat(replay(plain, "--speed", "x0").err()).contains("--speed has to be at-once");
    assertThat(replay(plain, "--format", "xml").err()).contains("text, json or csv");
    assertThat(Terminal.run("replay", "nobody", "--logs", plain.toString()).err())
        .contains("no log here knows of that session");
  }
}
