package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportCommandTest {
  private static final String HOSTILE = "<script>alert(1)</script>\"'&\u202E\u001B[2J";

  @TempDir Path logs;

  @BeforeEach
  void recordAWeek() throws Exception {
    try (var record = new MadeUpRecord(logs)) {
      for (int day = 1; day <= 7; day++) {
        Instant when = Instant.parse("2030-01-0" + day + "T12:00:00Z");
        record.read("ann", when, day == 6 ? 5001 : 1000, "SELECT s.customers.email");
        record.read("bob", when, day * 10L, "SELECT s.customers.email");
      }
      Instant late = Instant.parse("2030-01-07T13:00:00Z");
      record.read(HOSTILE, late, 7, "SELECT s.customers.email");
      record.refused("bob", late, "SELECT s.customers.iban");
      record.approved("ann", "dora", late);
      record.approved("bob", "dora", late);
    }
  }

  private Terminal.Outcome report(String... more) {
    var words = new ArrayList<>(List.of("audit", "report", "--logs"));
    words.add(logs.toString());
    words.addAll(List.of(more));
    return Terminal.run(words.toArray(String[]::new));
  }

  @Test
  void saysWhoReadMostAndWhatWasRevealed() {
    String out = report().out();

    assertThat(out)
        .containsPattern("(?s)Top readers.*ann .* 7 +0 +11001\n.*bob .* 8 +1 +280\n")
        .containsPattern("ann +\\S+ +pii.email +7")
        .containsPattern("dora +2 +0")
        .doesNotContain("finance", "\u202E", "\u001B");
  }

  @Test
  void saysWhichDayWasUnusual() throws Exception {
    Map<String, Object> json = JSONObjectUtils.parse(report("--format", "json").out());
    Map<String, Object>[] days = JSONObjectUtils.getJSONObjectArray(json, "unusualVolumes");

    assertThat(days).hasSize(1);
    assertThat(days[0])
        .containsEntry("who", "ann")
        .containsEntry("day", "2030-01-06")
        .containsEntry("usual", 1000L)
        .containsEntry("rows", 5001L);
  }

  @Test
  void looksAtTheTimeThatIsAskedFor() {
    String out = report("--since", "2030-01-02", "--until", "2030-01-04").out();

    assertThat(out)
        .startsWith("From 2030-01-02T00:00:00Z to 2030-01-04T00:00:00Z")
        .containsPattern("ann .* 2 +0 +2000\n")
        .containsPattern("ann +\\S+ +pii.email +2")
        .doesNotContain("dora");
  }

  @Test
  void writesOnePageThatNeedsNothingAndRunsNothing() throws Exception {
    Path page = logs.resolve("report.html");
    assertThat(report("--format", "html", "--out", page.toString()).code()).isZero();
    String html = Files.readString(page);

    assertThat(html)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\\u202E\\u001B[2J")
        .contains("<svg", "aria-label=\"Rows by day, at most 5", "prefers-color-scheme: dark")
        .doesNotContain("<script", "href=", "src=", "\u202E");
    String body = html.substring(html.indexOf("<main>"), html.indexOf("</body>"));
    var parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(body)));
    assertThat(parsed.getElementsByTagName("table").getLength()).isEqualTo(4);
    assertThat(report("--format", "html", "--out", page.toString()).err())
        .contains("exists already");
  }

  @Test
  void saysThatThereIsNothing() {
    assertThat(report("--until", "2001-01-01").out()).containsPattern("Top readers\n +none");
    assertThat(report("--until", "2001-01-01", "--format", "html").out()).contains("None.");
  }
}
