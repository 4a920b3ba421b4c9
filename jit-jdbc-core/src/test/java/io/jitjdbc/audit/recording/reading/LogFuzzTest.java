package io.jitjdbc.audit.recording.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jitjdbc.audit.recording.SmallLogs;
import io.jitjdbc.audit.recording.format.LedgerReader;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.verification.LogsVerifier;
import io.jitjdbc.audit.recording.verification.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes, they are read or refused; nothing else happens. */
class LogFuzzTest {
  @TempDir Path root;

  @FuzzTest
  void aLedgersLineIsReadOrRefused(FuzzedDataProvider data) {
    try {
      assertThat(LedgerReader.of(data.consumeRemainingAsString()).line()).isNotNull();
    } catch (MalformedLogException e) {
      assertThat(e).message().isNotBlank();
    }
  }

  @RepeatedTest(100)
  void aLogInWhichAnythingStandsIsReadAndVerifiedToItsEnd(RepetitionInfo round) throws Exception {
    LogFiles log =
        new SmallLogs(root, Optional.empty(), List.of()).write(1_795_000_000_000L, 2, true);
    var random = new Random(round.getCurrentRepetition());
    for (Path file : List.of(log.segment(1), log.segment(2), log.ledger())) {
      spoil(file, random);
    }

    assertThat(new LogsVerifier(Trust.NOBODY).verify(root, List.of())).isNotEmpty();
    try (LogRecords records = LogRecords.of(log, ReadingKeys.NONE)) {
      int most = 100;
      while (most-- > 0 && records.next().isPresent()) {
        assertThat(records.position().segment()).isPositive();
      }
    } catch (MalformedLogException e) {
      assertThat(e).message().isNotBlank();
    }
  }

  private static void spoil(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = random.nextInt(20); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> {
          int length = Math.min(random.nextInt(40), bytes.length - at);
          System.arraycopy(bytes, random.nextInt(bytes.length - length), bytes, at, length);
        }
        default -> {
          byte[] shorter = new byte[Math.max(1, at)];
          System.arraycopy(bytes, 0, shorter, 0, Math.min(at, shorter.length));
          bytes = random.nextInt(10) == 0 ? shorter : bytes;
        }
      }
    }
    Files.write(file, bytes);
  }
}
