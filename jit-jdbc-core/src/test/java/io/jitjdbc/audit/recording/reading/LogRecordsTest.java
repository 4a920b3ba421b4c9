package io.jitjdbc.audit.recording.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.audit.recording.SmallLogs;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.LogFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRecordsTest {
  @TempDir Path root;

  private LogFiles log;

  @BeforeEach
  void writeALog() throws Exception {
    log = new SmallLogs(root, Optional.empty(), List.of()).write(1_795_000_000_000L, 3, true);
  }

  private static List<LogRecord> all(LogRecords records) throws Exception {
    var all = new ArrayList<LogRecord>();
    for (Optional<LogRecord> next = records.next(); next.isPresent(); next = records.next()) {
      all.add(next.get());
    }
    return all;
  }

  private static String text(LogRecord record) {
    return record.type() + " " + record.session() + " " + record.text();
  }

  @Test
  void comeInTheirOrderThroughAllSegments() throws Exception {
    try (LogRecords records = LogRecords.of(log, ReadingKeys.NONE)) {
      assertThat(all(records))
          .extracting(LogRecordsTest::text)
          .containsExactly(
              "SESSION s-1 s-1",
              "EVENT s-1 {\"n\":0}",
              "RESULT_READ s-1 alice",
              "EVENT s-1 {\"more\":true}",
              "SESSION s-1 s-1",
              "EVENT s-1 {\"n\":1}",
              "RESULT_READ s-1 alice",
              "EVENT s-1 {\"more\":true}",
              "SESSION s-1 s-1",
              "EVENT s-1 {\"n\":2}",
              "RESULT_READ s-1 alice",
              "EVENT s-1 {\"more\":true}");
    }
  }

  @Test
  void goOnFromEveryPlace() throws Exception {
    try (LogRecords records = LogRecords.of(log, ReadingKeys.NONE)) {
      int left = 12;
      while (records.next().isPresent()) {
        left--;
        try (LogRecords later = LogRecords.of(log, ReadingKeys.NONE, records.position())) {
          assertThat(all(later)).hasSize(left);
        }
      }
      assertThat(left).isZero();
    }
  }

  @Test
  void appearAsTheFileGrows() throws Exception {
    byte[] whole = Files.readAllBytes(log.segment(3));
    byte[] ledger = Files.readAllBytes(log.ledger());
    assertThat(ledger).isNotEmpty();
    try (LogRecords records = LogRecords.of(log, ReadingKeys.NONE)) {
      Files.write(log.segment(3), Arrays.copyOf(whole, 96));
      int seen = all(records).size();
      assertThat(seen).isEqualTo(8);
      for (int length = 97; length <= whole.length; length++) {
        Files.write(log.segment(3), Arrays.copyOf(whole, length));
        seen += all(records).size();
      }
      assertThat(seen).isEqualTo(12);
    }
  }

  @Test
  void areFollowedIntoASegmentThatCameLater() throws Exception {
    byte[] last = Files.readAllBytes(log.segment(3));
    Files.delete(log.segment(3));
    try (LogRecords records = LogRecords.of(log, ReadingKeys.NONE)) {
      assertThat(all(records)).hasSize(8);
      assertThat(records.next()).isEmpty();
      Files.write(log.segment(3), last);
      assertThat(all(records)).hasSize(4);
    }
  }

  @Test
  void areReadAroundSegmentsThatWereDeleted() throws Exception {
    Files.delete(log.segment(1));
    try (LogRecords records = LogRecords.of(log, ReadingKeys.NONE)) {
      assertThat(all(records)).hasSize(8);
    }
  }

  @Test
  void endBeforeWhatIsNotWhole() throws Exception {
    byte[] bytes = Files.readAllBytes(log.segment(1));
    bytes[bytes.length - 1] ^= 1;
    Files.write(log.segment(1), bytes);
    Files.delete(log.segment(2));
    Files.delete(log.segment(3));
    try (LogRecords records = LogRecords.of(log, ReadingKeys.NONE)) {
      assertThat(all(records)).extracting(LogRecord::type).hasSize(3).contains(FrameType.SESSION);
    }
  }
}
