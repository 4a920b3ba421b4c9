package io.jitjdbc.audit.recording.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.audit.recording.SmallLogs;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LogPosition;
import io.jitjdbc.audit.recording.reading.LogRecord;
import io.jitjdbc.audit.recording.reading.LogRecords;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that a remote sink has not acknowledged, as its notes beside the logs tell. */
class UndeliveredTest {
  private static final long BEGIN = 1_795_000_000_000L;

  @TempDir Path root;

  private LogFiles log;

  @BeforeEach
  void writeALogOfThreeSegmentsWithTwoEventsEach() throws Exception {
    log = new SmallLogs(root, Optional.empty(), List.of()).write(BEGIN, 3, true);
  }

  private void note(String sink, String text) throws IOException {
    Path notes = Files.createDirectories(root.resolve("shipping").resolve(sink));
    Files.writeString(notes.resolve(log.log() + ".place"), text);
  }

  private void noteBehindEvents(String sink, int events) throws Exception {
    LogPosition place = LogPosition.START;
    try (var records = LogRecords.of(log, ReadingKeys.NONE)) {
      for (int seen = 0; seen < events; ) {
        LogRecord record = records.next().orElseThrow();
        seen += record.type() == FrameType.EVENT ? 1 : 0;
        place = records.position();
      }
    }
    note(sink, "v1 " + place.segment() + ' ' + place.offset() + " 0 end\n");
  }

  private Map<String, Long> missing(int segment, String... named) throws IOException {
    return new Undelivered(root, Set.of(named)).of(log, segment);
  }

  @Test
  void areNoneWhereNobodyShips() throws Exception {
    assertThat(missing(1)).isEmpty();
  }

  @Test
  void areAllOfThemForASinkThatHasBegunNothing() throws Exception {
    Files.createDirectories(root.resolve("shipping").resolve("far"));

    assertThat(missing(1)).containsExactly(Map.entry("far", 2L));
    assertThat(missing(3)).containsExactly(Map.entry("far", 2L));
  }

  @Test
  void areAllOfThemForANamedSinkThatNeverRan() throws Exception {
    assertThat(missing(2, "kafka")).containsExactly(Map.entry("kafka", 2L));
  }

  @Test
  void areThoseBehindTheNote() throws Exception {
    noteBehindEvents("far", 3);

    assertThat(missing(1)).isEmpty();
    assertThat(missing(2)).containsExactly(Map.entry("far", 1L));
    assertThat(missing(3)).containsExactly(Map.entry("far", 2L));
  }

  @Test
  void areNoneBehindTheLastEventThoughOtherFramesFollow() throws Exception {
    noteBehindEvents("far", 6);

    assertThat(missing(3)).isEmpty();
  }

  @Test
  void areCountedForEachSink() throws Exception {
    noteBehindEvents("far", 2);
    noteBehindEvents("near", 6);
    Files.createDirectories(root.resolve("shipping").resolve("new"));

    assertThat(missing(2)).containsExactly(Map.entry("far", 2L), Map.entry("new", 2L));
  }

  @Test
  void areAllOfThemWhereTheNoteIsBroken() throws Exception {
    for (String text : List.of("", "v1 9 9", "v2 9 0 0 end\n", "v1 0 0 0 end\n", "\0\0\0")) {
      note("far", text);
      assertThat(missing(1)).as(text).containsExactly(Map.entry("far", 2L));
    }
  }

  @Test
  void goOnBehindSegmentsThatAreGone() throws Exception {
    Files.createDirectories(root.resolve("shipping").resolve("far"));
    Files.delete(log.segment(1));

    assertThat(missing(1)).isEmpty();
    assertThat(missing(2)).containsExactly(Map.entry("far", 2L));
  }

  @Test
  void whatWasRefusedForGoodIsNoSink() throws Exception {
    Files.createDirectories(root.resolve("shipping"));
    Files.writeString(root.resolve("shipping").resolve("refused-far.jsonl"), "{}\n");

    assertThat(missing(1)).isEmpty();
  }
}
