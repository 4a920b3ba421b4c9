package io.jitjdbc.audit.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditSink;
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
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.AuditSinkContract;
import io.jitjdbc.testing.RecordingJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingAuditSinkTest extends AuditSinkContract {
  @TempDir Path root;

  @Override
  protected String provider() {
    return "recording";
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("directory", root.toString());
  }

  @Override
  protected List<Map<String, Object>> kept() throws Exception {
    var kept = new ArrayList<Map<String, Object>>();
    for (LogFiles log : LogDirectories.in(root)) {
      try (LogRecords records = LogRecords.of(log, ReadingKeys.NONE)) {
        for (Optional<LogRecord> next = records.next(); next.isPresent(); next = records.next()) {
          if (next.get().type() == FrameType.EVENT) {
            kept.add(JSONObjectUtils.parse(next.get().text()));
          }
        }
      }
    }
    return kept;
  }

  private List<LogReport> verified() throws Exception {
    return new LogsVerifier(Trust.NOBODY).verify(root, List.of());
  }

  @Test
  void aLogThatWasClosedVerifies() throws Exception {
    try (AuditSink sink = sink()) {
      for (int i = 0; i < 100; i++) {
        sink.record(AuditEvents.named("s" + i));
      }
    }

    LogReport report = verified().get(0);
    assertThat(report.worst()).isEqualTo(Kind.NOTE);
    assertThat(report.isSealed()).isTrue();
    assertThat(report.frames()).isEqualTo(report.signed()).isEqualTo(200);
  }

  @Test
  void aLogThatIsBeingWrittenVerifiesToo() throws Exception {
    try (AuditSink sink = sink()) {
      sink.record(AuditEvents.named("1"));

      LogReport report = verified().get(0);
      assertThat(report.worst()).isEqualTo(Kind.NOTE);
      assertThat(report.isSealed()).isFalse();
      assertThat(report.findings()).anyMatch(each -> each.message().contains("being written"));
    }
  }

  @Test
  void aProcessThatWasKilledLeavesWhatASucceedingOneSignsFor() throws Exception {
    try (RecordingJvm other = RecordingJvm.start(List.of(), "recording", settings(), "dead")) {
      other.accepted(500);
      other.kill();
    }
    assertThat(verified().get(0).worst()).isEqualTo(Kind.TORN);

    try (AuditSink sink = sink()) {
      sink.record(AuditEvents.named("after"));
      Thread.sleep(1500);
    }
    List<LogReport> reports = verified();
    assertThat(reports).extracting(LogReport::worst).containsExactly(Kind.TORN, Kind.NOTE);

    Path dead = LogDirectories.in(root).get(0).segment(1);
    Files.write(dead, new byte[] {0}, StandardOpenOption.APPEND);
    assertThat(verified().get(0).worst()).isEqualTo(Kind.TAMPERED);
  }

  @Test
  void aLogThatSomebodyTookAwayIsMissed() throws Exception {
    try (AuditSink sink = sink()) {
      sink.record(AuditEvents.named("1"));
    }
    Path log = LogDirectories.in(root).get(0).directory();
    // As if another process had written it: this one does not look at its own.
    Path foreign = root.resolve("host-1-" + log.toString().substring(log.toString().length() - 36));
    Files.move(log, foreign);
    try (AuditSink sink = sink()) {
      sink.record(AuditEvents.named("2"));
      Thread.sleep(1500);
    }
    Files.move(foreign, root.resolveSibling("elsewhere-" + foreign.getFileName()));

    assertThat(verified()).extracting(LogReport::worst).contains(Kind.GAP);
  }

  @Test
  void twoProcessesWriteBesideEachOther() throws Exception {
    try (RecordingJvm one = RecordingJvm.start(List.of(), "recording", settings(), "one");
        RecordingJvm two = RecordingJvm.start(List.of(), "recording", settings(), "two")) {
      one.accepted(200);
      two.accepted(200);
      assertThat(verified()).extracting(LogReport::worst).containsOnly(Kind.NOTE);
      List<String> said = new ArrayList<>(one.kill());
      said.addAll(two.kill());
      assertThat(ids()).containsAll(said.subList(0, said.size() - 1));
    }
    assertThat(LogDirectories.in(root)).hasSize(2);
  }
}
