package io.jitjdbc.audit.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.reading.LogRecord;
import io.jitjdbc.audit.recording.reading.LogRecords;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import io.jitjdbc.audit.recording.verification.LogReport;
import io.jitjdbc.audit.recording.verification.LogsVerifier;
import io.jitjdbc.audit.recording.verification.Trust;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.RecordingJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RecordingFaultsTest {
  /** Hundreds of rounds take an hour: {@code -Djit.kills=300}. */
  private static final int KILLS = Integer.getInteger("jit.kills", 4);

  private static final long SEED = Long.getLong("jit.seed", 20_261_128L);
  private static final EventId STATEMENT = new EventId("s", 1);

  @TempDir Path place;

  private Path root;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectory(place.resolve("logs"));
  }

  private AuditSink sink(Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("directory", root.toString());
    return new RecordingAuditProvider().create(SettingValues.of("jit.audit.recording.", settings));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static List<String> ids(Path directory) throws Exception {
    var ids = new ArrayList<String>();
    for (LogFiles log : LogDirectories.in(directory)) {
      try (LogRecords records = LogRecords.of(log, ReadingKeys.NONE)) {
        for (Optional<LogRecord> next = records.next(); next.isPresent(); next = records.next()) {
          if (next.get().type() == FrameType.EVENT) {
            String id = (String) JSONObjectUtils.parse(next.get().text()).get("id");
            ids.add(AuditEvents.name(id));
          }
        }
      }
    }
    return ids;
  }

  private List<Kind> verified() throws IOException {
    return new LogsVerifier(Trust.NOBODY)
        .verify(root, List.of()).stream().map(LogReport::worst).toList();
  }

  /** It tries again after a second. */
  private static void recordAgain(AuditSink sink, AuditEvent event) throws Exception {
    for (int i = 0; true; i++) {
      try {
        sink.record(event);
        return;
      } catch (AuditUnavailableException e) {
        if (i == 50) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  @Test
  void whereTheDirectoryWasDeletedNothingIsAcceptedUntilItIsBack() throws Exception {
    try (AuditSink sink = sink(Map.of())) {
      sink.record(AuditEvents.named("1"));
      delete(root);

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> sink.record(AuditEvents.named("2")))
            .isInstanceOf(AuditUnavailableException.class)
            .hasMessageContaining(root.toString())
            .hasMessageContaining("until this is repaired");
      }
      Files.createDirectory(root);
      recordAgain(sink, AuditEvents.named("3"));
    }
    assertThat(ids(root)).containsExactly("3");
    assertThat(verified()).containsExactly(Kind.NOTE);
  }

  @Test
  void whatHadHappenedMeanwhileIsRecordedLater() throws Exception {
    try (AuditSink sink = sink(Map.of())) {
      sink.record(AuditEvents.named("1"));
      delete(root);
      sink.note(AuditEvents.named("2"));
      assertThatThrownBy(() -> sink.record(AuditEvents.named("3")));
      Files.createDirectory(root);
      recordAgain(sink, AuditEvents.named("4"));
    }
    assertThat(ids(root)).containsExactly("2", "4");
  }

  @Test
  void rowsAreNotHandedOutWhileReadsCannotBeKept() throws Exception {
    try (AuditSink sink = sink(Map.of())) {
      sink.record(AuditEvents.named("1"));
      delete(root);
      assertThatThrownBy(() -> sink.record(AuditEvents.named("2")));

      var cells = Cells.copyOf(new byte[] {1}, 1);
      assertThatThrownBy(() -> sink.keep(new Recorded.ResultRead(STATEMENT, 1, cells)))
          .isInstanceOf(AuditUnavailableException.class);
      assertThatThrownBy(() -> sink.keep(new Recorded.ResultEnded(STATEMENT, 1, "closed", 1)))
          .isInstanceOf(AuditUnavailableException.class);
    }
  }

  @Test
  void aStatementDoesNotRunWhoseBoundValuesCannotBeKept() throws Exception {
    try (AuditSink sink = sink(Map.of())) {
      sink.record(AuditEvents.named("1"));
      delete(root);

      var values = new Recorded.BoundValues(STATEMENT, Cells.copyOf(new byte[] {1}, 1));
      assertThatThrownBy(() -> sink.keep(values)).isInstanceOf(AuditUnavailableException.class);
    }
  }

  @Test
  void anotherDiskTakesOverMeanwhile() throws Exception {
    Path spill = Files.createDirectory(place.resolve("spill"));
    try (AuditSink sink = sink(Map.of("spill", spill.toString()))) {
      sink.record(AuditEvents.named("1"));
      delete(root);
      recordAgain(sink, AuditEvents.named("2"));
    }
    assertThat(ids(spill)).contains("2");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskLosesNothingThatWasAccepted() throws Exception {
    List<String> limited = List.of("/bin/sh", "-c", "ulimit -f 60; exec \"$@\"", "sh");
    var accepted = new ArrayList<String>();
    var settings = Map.of("directory", root.toString());
    try (RecordingJvm other = RecordingJvm.start(limited, "recording", settings, "full")) {
      // Its threads end at their first refusal.
      accepted.addAll(other.accepted(Integer.MAX_VALUE));
    }
    assertThat(accepted).isNotEmpty();
    assertThat(ids(root)).containsAll(accepted);
    assertThat(verified()).doesNotContain(Kind.TAMPERED, Kind.GAP);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whereNotEvenABeginningFitsNothingIsLeft() throws Exception {
    List<String> limited = List.of("/bin/sh", "-c", "ulimit -f 1; exec \"$@\"", "sh");
    var settings = Map.of("directory", root.toString());
    try (RecordingJvm other = RecordingJvm.start(limited, "recording", settings, "full")) {
      assertThat(other.accepted(Integer.MAX_VALUE)).isEmpty();
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void whateverWasAcceptedIsThereAfterManyDeaths() throws Exception {
    var random = new Random(SEED);
    var accepted = new ArrayList<String>();
    for (int round = 0; round < KILLS; round++) {
      var settings = Map.of("directory", root.toString());
      try (RecordingJvm other = RecordingJvm.start(List.of(), "recording", settings, "r" + round)) {
        accepted.addAll(other.accepted(1 + random.nextInt(1500)));
        List<String> last = other.kill();
        // Its very last word may be cut off.
        accepted.addAll(last.subList(0, Math.max(0, last.size() - 1)));
      }
      assertThat(verified()).doesNotContain(Kind.TAMPERED, Kind.GAP, Kind.UNTRUSTED);
    }
    List<String> kept = ids(root);
    var distinct = new HashSet<>(kept);
    assertThat(distinct).hasSameSizeAs(kept);
    // Not by the assertion's own comparison, which takes hours for hundreds of rounds.
    accepted.removeIf(distinct::contains);
    assertThat(accepted).isEmpty();
  }

  @Test
  void settingsThatCannotWorkAreRefusedWithTheReason() throws Exception {
    Path file = Files.writeString(place.resolve("key.json"), "{}");
    assertThatThrownBy(() -> sink(Map.of("signing-key", file.toString())))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.audit.recording.signing-key")
        .hasMessageContaining("P-256");
    assertThatThrownBy(() -> sink(Map.of("encrypt-to", file.toString())))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("each with a kid");
    assertThatThrownBy(() -> sink(Map.of("spill", place.resolve("nowhere").toString())))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("create it");
  }
}
