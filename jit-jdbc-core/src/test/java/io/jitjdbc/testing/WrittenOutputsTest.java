package io.jitjdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scan of the suite's outputs finds what it is for. */
class WrittenOutputsTest {
  private static final AuditEvent CLEAN = AuditEvents.decided("1", "SELECT 1", "permit");
  private static final AuditEvent LEAK = AuditEvents.decided("2", "SET x = s3cret", "permit");
  private Path place;

  /** Not a directory that is scanned itself. */
  @BeforeEach
  void makePlace() throws Exception {
    place = Files.createTempDirectory("outputs");
  }

  @AfterEach
  void deletePlace() throws Exception {
    try (var all = Files.walk(place)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private AuditSink sink(String name, Map<String, String> settings) {
    return Providers.named(AuditSinkProvider.class, "jit.audit", name)
        .create(SettingValues.of("jit.audit." + name + ".", settings));
  }

  @ParameterizedTest
  @CsvSource({"jit", "ocsf"})
  void aPasswordInAnEventIsFound(String format) throws Exception {
    var settings = Map.of("file", place.resolve("some.file").toString(), "format", format);
    try (AuditSink sink = sink("jsonl", settings)) {
      sink.record(CLEAN);
      assertThat(WrittenOutputs.problems(place)).isEmpty();
      sink.record(LEAK);
    }
    assertThat(WrittenOutputs.problems(place))
        .singleElement()
        .asString()
        .contains("some.file", "a password")
        .doesNotContain("s3cret");
  }

  @Test
  void aPasswordInARecordingIsFoundInEventsAndInCellsAlike() throws Exception {
    byte[] cells = ("s3cret" + "x".repeat(5000)).getBytes(StandardCharsets.UTF_8);
    try (AuditSink sink = sink("recording", Map.of("directory", place.toString()))) {
      sink.record(CLEAN);
      assertThat(WrittenOutputs.problems(place)).isEmpty();
      sink.record(LEAK);
      sink.keep(new Recorded.BoundValues(new EventId("s", 1), Cells.copyOf(cells, cells.length)));
    }
    assertThat(WrittenOutputs.problems(place)).hasSize(2);
  }

  @Test
  void aSignedTokenIsFoundUnlessItIsEvidence() throws Exception {
    String token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm4ifQ." + "A".repeat(86);
    String begin = "{\"type\":\"approval.answered\",\"id\":\"s-1\",";
    Files.writeString(place.resolve("one"), begin + "\"evidence\":[\"" + token + "\"]}\n");
    assertThat(WrittenOutputs.problems(place)).isEmpty();

    Files.writeString(place.resolve("two"), begin + "\"reason\":\"" + token + "\"}\n");
    assertThat(WrittenOutputs.problems(place)).singleElement().asString().contains("two");
  }

  @Test
  void whatWasPrintedIsLookedThrough() throws Exception {
    Path report = place.resolve("TEST-x.xml");
    Files.writeString(report, "<testcase name=\"s3cret\"/><system-out>fine</system-out>");
    assertThat(WrittenOutputs.printed(place)).isEmpty();

    Files.writeString(report, "<system-err><![CDATA[WARN: s3cret\n]]></system-err>");
    assertThat(WrittenOutputs.printed(place)).hasSize(1);
  }

  @Test
  void whatIsNotThereAnyMoreHoldsNothing() throws Exception {
    assertThat(WrittenOutputs.problems(place.resolve("gone"))).isEmpty();
  }

  @Test
  void aDirectoryThatIsDeletedIsLookedThrough() throws Exception {
    Path own = Files.createDirectory(place.resolve("own"));
    Files.writeString(own.resolve("x"), "{\"type\":\"lease.ended\",\"id\":\"br0ker-1\"}\n");

    assertThatThrownBy(() -> TemporaryDirectory.delete(own)).isInstanceOf(AssertionError.class);
    assertThat(own).doesNotExist();
  }
}
