package io.jitjdbc.audit.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.AuditSinkContract;
import io.jitjdbc.testing.OcsfRules;
import io.jitjdbc.testing.RecordingJvm;
import io.jitjdbc.testing.Together;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesAuditSinkTest extends AuditSinkContract {
  @TempDir Path directory;

  private Path file;
  private String fsync = "false";
  private String format = "jit";

  @Override
  protected String provider() {
    return "jsonl";
  }

  @Override
  protected Map<String, String> settings() {
    if (file == null) {
      file = directory.resolve("audit.jsonl");
    }
    return Map.of("file", file.toString(), "fsync", fsync, "format", format);
  }

  @Override
  protected List<Map<String, Object>> kept() throws Exception {
    var events = new ArrayList<Map<String, Object>>();
    for (String line : Files.readAllLines(file)) {
      try {
        events.add(JSONObjectUtils.parse(line));
      } catch (ParseException e) {
        // A line that was cut off: a reader skips it.
      }
    }
    return events;
  }

  @Test
  void everyLineIsOneEventAndTheLastOneEndsToo() throws Exception {
    try (AuditSink sink = sink()) {
      sink.record(AuditEvents.decided("1", AuditEvents.HOSTILE, "permit"));
      sink.record(AuditEvents.named("2"));
    }

    String text = Files.readString(file);
    assertThat(text).endsWith("}\n");
    assertThat(text.lines()).hasSize(2).allMatch(line -> line.startsWith("{\"type\":"));
  }

  @Test
  void writesEventsInTheFormOfOcsf() throws Exception {
    format = "ocsf";
    try (AuditSink sink = sink()) {
      for (AuditEvent event : AuditEvents.oneOfEach()) {
        sink.record(event);
      }
    }

    var rules = new OcsfRules();
    assertThat(kept()).hasSize(10).allSatisfy(event -> assertThat(rules.problems(event)).isEmpty());
    assertThat(kept()).extracting(event -> event.get("class_uid")).contains(6005L, 3004L, 3003L);
  }

  @Test
  void refusesAFormThatItDoesNotKnow() {
    format = "xml";

    assertThatThrownBy(this::sink)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("format")
        .hasMessageContaining("ocsf");
  }

  @Test
  void canWaitForTheDisk() throws Exception {
    fsync = "true";
    try (AuditSink sink = sink()) {
      Together.run(
          4,
          i ->
              () -> {
                sink.record(AuditEvents.named("e" + i));
                return i;
              });
    }

    assertThat(ids()).containsExactlyInAnyOrder("e0", "e1", "e2", "e3");
  }

  @Test
  void twoProcessesShareAFile() throws Exception {
    var accepted = new ArrayList<String>();
    try (RecordingJvm one = RecordingJvm.start(List.of(), "jsonl", settings(), "one");
        RecordingJvm two = RecordingJvm.start(List.of(), "jsonl", settings(), "two")) {
      accepted.addAll(one.accepted(1000));
      accepted.addAll(two.accepted(1000));
    }

    assertThat(ids()).containsAll(accepted);
  }

  @Test
  void twoSinksOfOneProcessShareAFile() throws Exception {
    try (AuditSink one = sink();
        AuditSink two = sink()) {
      Together.run(
          4,
          i ->
              () -> {
                for (int event = 0; event < 200; event++) {
                  (i % 2 == 0 ? one : two).record(AuditEvents.named(i + "-" + event));
                }
                return i;
              });
    }

    assertThat(ids()).hasSize(800).doesNotHaveDuplicates();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskRefusesWithTheReason() throws Exception {
    file = Path.of("/dev/full");
    assumeTrue(Files.exists(file));

    try (AuditSink sink = sink()) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> sink.record(AuditEvents.named("1")))
            .isInstanceOf(AuditUnavailableException.class)
            .hasMessageContaining("/dev/full")
            .hasMessageContaining("No space left on device");
      }
    }
  }

  /** The limit stops a write in the middle, as a disk does that fills up. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whatWasAcceptedBeforeTheDiskFilledIsThereAndTheCutLineIsHealed() throws Exception {
    List<String> limited = List.of("/bin/sh", "-c", "ulimit -f 100; exec \"$@\"", "sh");
    List<String> accepted;
    try (RecordingJvm other = RecordingJvm.start(limited, "jsonl", settings(), "full")) {
      accepted = other.accepted(Integer.MAX_VALUE);
    }
    assertThat(accepted).hasSizeGreaterThan(50);
    assertThat(Files.readString(file)).doesNotEndWith("\n");

    try (AuditSink sink = sink()) {
      sink.record(AuditEvents.named("after"));
    }

    assertThat(ids()).containsAll(accepted).endsWith("after");
  }

  @Test
  void aPlaceThatCannotWorkIsRefusedBeforeAnythingIsRecorded() {
    file = directory.resolve("missing").resolve("audit.jsonl");
    assertThatThrownBy(this::sink)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("does not exist: create it");

    file = directory;
    assertThatThrownBy(this::sink)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("is a directory");
  }

  @Test
  void nothingIsCreatedBeforeTheFirstEvent() throws Exception {
    try (AuditSink sink = sink()) {
      assertThat(sink).isNotNull();
      assertThat(file).doesNotExist();
    }
    assertThat(file).doesNotExist();
  }
}
