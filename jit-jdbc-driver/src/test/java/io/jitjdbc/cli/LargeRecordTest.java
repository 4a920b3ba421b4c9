package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.EventHeader;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.audit.cells.CellWriter;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is larger than the memory of whoever reads it. */
class LargeRecordTest {
  private static final int PARTS = Integer.getInteger("jit.test.parts", 3000);
  private static final int ROWS = 16;
  private static final int LENGTH = 2048;

  @TempDir Path place;

  @Test
  void takesNoMoreMemoryThanASmallOne() throws Exception {
    Path logs = Files.createDirectory(place.resolve("logs"));
    write(logs);
    assertThat(size(logs)).isGreaterThan((long) PARTS * ROWS * LENGTH / 2);

    Path csv = place.resolve("out.csv");
    int code = read(csv, "replay", "big", "--logs", logs.toString(), "--format", "csv");
    assertThat(code).as(Files.readString(place.resolve("err"))).isZero();
    try (Stream<String> lines = Files.lines(csv)) {
      assertThat(lines.count()).isEqualTo((long) PARTS * ROWS + 1);
    }
    int report = read(csv, "audit", "report", "--logs", logs.toString());
    assertThat(report).as(Files.readString(place.resolve("err"))).isZero();
  }

  private int read(Path out, String... words) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-cp",
                System.getProperty("java.class.path"),
                Jit.class.getName()));
    command.addAll(List.of(words));
    File err = place.resolve("err").toFile();
    return new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(err)
        .start()
        .waitFor();
  }

  private static long size(Path logs) throws Exception {
    try (Stream<Path> files = Files.walk(logs)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Which does not get smaller where it is kept. */
  private static String noise(Random random) {
    byte[] bytes = new byte[LENGTH / 2];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void write(Path logs) throws Exception {
    var statement = new EventId("big", 1);
    try (AuditSink sink =
        Providers.named(AuditSinkProvider.class, "jit.audit", "recording")
            .create(
                SettingValues.of("jit.audit.recording.", Map.of("directory", logs.toString())))) {
      var column = new ResultColumn("t", "text", 12, "", "");
      sink.keep(new Recorded.ResultOpened(statement, 1, List.of(column)));
      var cells = new CellWriter();
      var random = new Random(7);
      for (int part = 0; part < PARTS; part++) {
        for (int row = 0; row < ROWS; row++) {
          cells.moved();
          cells.cell(1, Accessor.STRING);
          cells.text(noise(random));
        }
        sink.keep(new Recorded.ResultRead(statement, 1, cells.take()));
        if (part % 100 == 0) {
          // Waits for the disk, as the end of a result does: what is not yet written is bounded.
          var ann = new Subject("i", "ann", "ann", Set.of());
          var header = new EventHeader(new EventId("big", 10 + part), Instant.EPOCH, ann, ann);
          sink.record(new AuditEvent.LeaseEnded(header, "l", "expired"));
        }
      }
      sink.keep(new Recorded.ResultEnded(statement, 1, "exhausted", (long) PARTS * ROWS));
    }
  }
}
