package io.jitjdbc.audit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.recording.format.Compressor;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import io.jitjdbc.audit.recording.verification.LogReport;
import io.jitjdbc.audit.recording.verification.LogsVerifier;
import io.jitjdbc.audit.recording.verification.Trust;
import io.jitjdbc.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentLogTest {
  @TempDir Path place;

  private final MutableClock clock = new MutableClock();
  private Path first;
  private Path spill;

  @BeforeEach
  void makeRoots() throws IOException {
    first = place.resolve("first");
    spill = Files.createDirectory(place.resolve("spill"));
  }

  private CurrentLog log(long segmentBytes) {
    var pace =
        new LogPlan.Pace(
            Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1), segmentBytes);
    var plan = new LogPlan(List.of(first, spill), Optional.empty(), List.of(), false, pace);
    return new CurrentLog(plan, clock);
  }

  private static List<Pending> one() {
    byte[] event = "{}".getBytes(UTF_8);
    return List.of(
        Pending.unattended(
            new Item("s", FrameType.EVENT, Piece.of(event, new Compressor()), false)));
  }

  private static List<Kind> verified(Path root) throws IOException {
    return new LogsVerifier(Trust.NOBODY)
        .verify(root, List.of()).stream().map(LogReport::worst).toList();
  }

  @Test
  void theFirstDiskIsUsedAgainWhenItIsBack() throws Exception {
    CurrentLog log = log(1 << 20);
    log.write(one());
    assertThat(LogDirectories.in(spill)).hasSize(1);

    Files.createDirectory(first);
    clock.advance(Duration.ofSeconds(31));
    log.tend();
    log.write(one());
    log.seal();

    assertThat(LogDirectories.in(first)).hasSize(1);
    assertThat(verified(spill)).containsExactly(Kind.NOTE);
    assertThat(verified(first)).containsExactly(Kind.NOTE);
  }

  @Test
  void theOtherDiskIsLeftAsItIsIfItIsGoneByThen() throws Exception {
    CurrentLog log = log(1 << 20);
    log.write(one());
    Path away = LogDirectories.in(spill).get(0).directory();
    clock.advance(Duration.ofSeconds(2));
    log.tend();

    Files.createDirectory(first);
    Files.delete(LogDirectories.in(spill).get(0).segment(1));
    clock.advance(Duration.ofSeconds(31));
    log.tend();
    log.write(one());

    assertThat(away.resolve("writer.lock")).doesNotExist();
    assertThat(LogDirectories.in(first)).hasSize(1);
  }

  @Test
  void aClockThatIsSetBackAfterAFailureHoldsNobodyUp() throws Exception {
    Files.delete(spill);
    CurrentLog log = log(1 << 20);
    assertThatThrownBy(() -> log.write(one())).hasMessageContaining("does not exist");

    Files.createDirectory(first);
    clock.advance(Duration.ofHours(-5));
    log.write(one());

    assertThat(LogDirectories.in(first)).hasSize(1);
  }

  /** Each frame fills a segment, so that a look at the log always meets a new one. */
  @Test
  void aLogVerifiesAtAnyMomentOfItsGrowth() throws Exception {
    Files.createDirectory(first);
    CurrentLog log = log(1);
    var writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 150; i++) {
                  log.write(one());
                  clock.advance(Duration.ofSeconds(1));
                  log.tend();
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    while (writer.isAlive()) {
      List<LogReport> reports = new LogsVerifier(Trust.NOBODY).verify(first, List.of());
      assertThat(reports).allMatch(report -> report.worst() == Kind.NOTE);
    }
    writer.join();
    log.seal();
    assertThat(verified(first)).containsExactly(Kind.NOTE);
    assertThat(LogDirectories.segments(LogDirectories.in(first).get(0))).hasSizeGreaterThan(150);
  }
}
