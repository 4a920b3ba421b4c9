package io.jitjdbc.audit.recording.verification;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.audit.recording.SmallLogs;
import io.jitjdbc.audit.recording.format.Frame;
import io.jitjdbc.audit.recording.format.LedgerEntry;
import io.jitjdbc.audit.recording.format.LedgerLine;
import io.jitjdbc.audit.recording.format.LedgerSigner;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.SegmentHeader;
import io.jitjdbc.audit.recording.reading.SegmentReader;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a small log that was closed, is found. */
class TamperTest {
  private static final long BEGIN = 1_795_000_000_000L;

  /** All bits of every byte take minutes: {@code -Djit.tamper.bits=8}. */
  private static final int BITS = Integer.getInteger("jit.tamper.bits", 1);

  private static final long SEED = Long.getLong("jit.seed", 20_261_128L);

  @TempDir Path root;

  private ECKey owner;
  private ECKey reader;
  private Trust trust;
  private LogFiles log;

  @BeforeEach
  void writeALog() throws Exception {
    owner = new ECKeyGenerator(Curve.P_256).keyID("owner").generate();
    reader = new ECKeyGenerator(Curve.P_256).keyID("auditor").generate();
    trust = new Trust(List.of(owner.toPublicJWK()));
    log = logs().write(BEGIN, 2, true);
    assertThat(worst()).isEqualTo(Kind.NOTE);
  }

  private SmallLogs logs() {
    return new SmallLogs(
        root, Optional.of(LedgerSigner.with(owner)), List.of(reader.toPublicJWK()));
  }

  private Kind worst() throws IOException {
    return new LogsVerifier(trust)
        .verify(root, List.of()).stream()
            .map(LogReport::worst)
            .min(Comparator.naturalOrder())
            .orElse(Kind.GAP);
  }

  private void assertFound(String what) throws IOException {
    assertThat(worst()).as(what).isNotEqualTo(Kind.NOTE);
  }

  @Test
  void aBitThatIsFlippedAnywhereIsFound() throws Exception {
    var random = new Random(SEED);
    for (Path file : List.of(log.segment(1), log.segment(2), log.key(1), log.ledger())) {
      byte[] whole = Files.readAllBytes(file);
      int step = file.equals(log.ledger()) ? 16 : 4;
      for (int at = random.nextInt(step); at < whole.length; at += BITS == 8 ? 1 : step) {
        for (int bit = 0; bit < BITS; bit++) {
          byte[] changed = whole.clone();
          changed[at] ^= (byte) (1 << (BITS == 8 ? bit : random.nextInt(8)));
          Files.write(file, changed);
          assertFound(file.getFileName() + ", byte " + at);
        }
      }
      Files.write(file, whole);
    }
    assertThat(worst()).isEqualTo(Kind.NOTE);
  }

  /** Header and frames of a segment. */
  private static List<byte[]> parts(Path file) throws Exception {
    var parts = new ArrayList<byte[]>();
    try (SegmentReader segment = SegmentReader.open(file)) {
      parts.add(bytes(segment.headerBytes()));
      for (Optional<Frame> next = segment.next(); next.isPresent(); next = segment.next()) {
        parts.add(bytes(next.get().stored()));
      }
    }
    return parts;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static byte[] joined(List<byte[]> parts) {
    var all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @FunctionalInterface
  private interface Change {
    void to(List<byte[]> parts, int at);
  }

  private void eachFrame(String what, Change change) throws Exception {
    for (int segment = 1; segment <= 2; segment++) {
      byte[] whole = Files.readAllBytes(log.segment(segment));
      int frames = parts(log.segment(segment)).size();
      for (int at = 1; at < frames; at++) {
        List<byte[]> parts = parts(log.segment(segment));
        change.to(parts, at);
        byte[] changed = joined(parts);
        if (!Arrays.equals(whole, changed)) {
          Files.write(log.segment(segment), changed);
          assertFound(what + " frame " + at + " of segment " + segment);
        }
        Files.write(log.segment(segment), whole);
      }
    }
  }

  @Test
  void aFrameThatIsDroppedIsFound() throws Exception {
    eachFrame("dropped", List::remove);
  }

  @Test
  void aFrameThatIsWrittenTwiceIsFound() throws Exception {
    eachFrame("doubled", (parts, at) -> parts.add(at, parts.get(at)));
  }

  @Test
  void framesThatChangePlacesAreFound() throws Exception {
    eachFrame("swapped", (parts, at) -> Collections.swap(parts, at, Math.max(1, at - 1)));
  }

  @Test
  void theEndCutOffIsFound() throws Exception {
    eachFrame("cut at", (parts, at) -> parts.subList(at, parts.size()).clear());
  }

  @Test
  void aForgeryWithAGoodChecksumIsFound() throws Exception {
    eachFrame("forged", (parts, at) -> parts.set(at, forged(parts.get(at))));
  }

  private static byte[] forged(byte[] frame) {
    byte[] forged = frame.clone();
    // The session's number, which is in every frame.
    forged[25] ^= 1;
    var crc = new CRC32C();
    crc.update(forged, 0, forged.length - Integer.BYTES);
    ByteBuffer.wrap(forged).putInt(forged.length - Integer.BYTES, (int) crc.getValue());
    return forged;
  }

  @Test
  void aFrameThatIsAddedAfterTheSealIsFound() throws Exception {
    for (int segment = 1; segment <= 2; segment++) {
      byte[] whole = Files.readAllBytes(log.segment(segment));
      List<byte[]> parts = parts(log.segment(segment));
      parts.add(parts.get(parts.size() - 1));
      Files.write(log.segment(segment), joined(parts));
      assertFound("added to segment " + segment);
      Files.write(log.segment(segment), whole);
    }
  }

  @Test
  void aHeaderWithAGoodChecksumIsFoundToo() throws Exception {
    List<byte[]> parts = parts(log.segment(1));
    SegmentHeader header = SegmentHeader.parse(parts.get(0));
    parts.set(0, new SegmentHeader(header.log(), 1, header.created() + 1, header.key()).toBytes());
    Files.write(log.segment(1), joined(parts));

    assertFound("another header");
  }

  @Test
  void aLineOfTheLedgerThatIsMissingDoubledOrMovedIsFound() throws Exception {
    List<String> lines = Files.readAllLines(log.ledger(), US_ASCII);
    for (int at = 0; at < lines.size(); at++) {
      var without = new ArrayList<>(lines);
      without.remove(at);
      assertLedgerFound("without line " + at, without);
      var twice = new ArrayList<>(lines);
      twice.add(at, lines.get(at));
      assertLedgerFound("line " + at + " twice", twice);
      if (at > 0) {
        var swapped = new ArrayList<>(lines);
        Collections.swap(swapped, at, at - 1);
        assertLedgerFound("line " + at + " before the one before it", swapped);
      }
      assertLedgerFound("cut off at line " + at, lines.subList(0, at));
    }
  }

  private void assertLedgerFound(String what, List<String> lines) throws IOException {
    byte[] whole = Files.readAllBytes(log.ledger());
    Files.write(log.ledger(), lines, US_ASCII);
    assertFound(what);
    Files.write(log.ledger(), whole);
  }

  @Test
  void filesThatAreGoneAreMissed() throws Exception {
    for (Path file : List.of(log.segment(1), log.segment(2), log.key(1), log.key(2))) {
      byte[] whole = Files.readAllBytes(file);
      Files.delete(file);
      assertFound("without " + file.getFileName());
      Files.write(file, whole);
    }
  }

  @Test
  void aLedgerWithoutALineIsNoBeginningIfThereAreSegments() throws Exception {
    Files.write(log.ledger(), new byte[0]);
    assertThat(worst()).isEqualTo(Kind.TAMPERED);

    for (int segment = 1; segment <= 2; segment++) {
      Files.delete(log.segment(segment));
    }
    assertThat(worst()).isEqualTo(Kind.TORN);
  }

  @Test
  void segmentsThatChangePlacesAreFound() throws Exception {
    LogFiles other = logs().write(BEGIN, 2, true);
    assertThat(worst()).isEqualTo(Kind.NOTE);

    swap(log.segment(1), log.segment(2));
    assertFound("segments of one log");
    swap(log.segment(1), log.segment(2));
    swap(log.segment(1), other.segment(1));
    assertFound("segments of two logs");
    swap(log.segment(1), other.segment(1));
    swap(log.key(1), other.key(1));
    assertFound("keys of two logs");
    swap(log.key(1), other.key(1));
    swap(log.ledger(), other.ledger());
    assertFound("ledgers of two logs");
  }

  private static void swap(Path one, Path other) throws IOException {
    byte[] first = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(other));
    Files.write(other, first);
  }

  @Test
  void aLogThatSomebodyElseWroteInItsPlaceIsNotTrusted() throws Exception {
    ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("owner").generate();
    var forger = new SmallLogs(root, Optional.of(LedgerSigner.with(stranger)), List.of());
    forger.write(BEGIN, 1, true);

    assertThat(worst()).isEqualTo(Kind.UNTRUSTED);
  }

  @Test
  void aCopyOfTheLedgerElsewhereTellsThatItsEndWasCutOff() throws Exception {
    List<String> lines = Files.readAllLines(log.ledger(), US_ASCII);
    LogFiles open = logs().write(BEGIN, 1, false);
    List<String> anchors = Files.readAllLines(open.ledger(), US_ASCII);
    Files.write(open.ledger(), anchors.subList(0, anchors.size() - 1), US_ASCII);

    List<LogReport> reports =
        new LogsVerifier(trust)
            .verify(root, List.of(anchors.get(anchors.size() - 1), lines.get(0)));

    assertThat(reports).extracting(LogReport::worst).contains(Kind.TAMPERED, Kind.NOTE);
  }

  /** Anybody may write a line and give it to an auditor: nothing is looked up outside the logs. */
  @Test
  void aLineOfALogThatIsNotThereIsNoWayOut() throws Exception {
    for (String name : List.of("../elsewhere", "/etc", "a\u0000b", "")) {
      var entry = new LedgerEntry.Predecessor(name, 1, "", 1, 0, "");
      var line = new LedgerLine(name, -1, "", BEGIN, entry);
      String anchor = LedgerSigner.with(owner).sign(line);

      List<LogReport> reports = new LogsVerifier(trust).verify(root, List.of(anchor));

      assertThat(reports).extracting(LogReport::worst).contains(Kind.GAP);
    }
  }

  @Test
  void aClockThatGoesBackAndAnHourOfSilenceAreNamed() throws Exception {
    List<Finding> findings = oddities();
    assertThat(findings).extracting(Finding::kind).containsExactlyInAnyOrder(Kind.GAP, Kind.GAP);
    assertThat(findings).extracting(Finding::message).anyMatch(each -> each.contains("went back"));
    assertThat(findings).extracting(Finding::message).anyMatch(each -> each.contains("for 3600 s"));
  }

  private List<Finding> oddities() throws IOException {
    Path elsewhere = Files.createDirectory(root.resolve("odd"));
    SmallLogs.withOddClock(elsewhere, BEGIN);
    return new LogsVerifier(Trust.NOBODY)
        .verify(elsewhere, List.of()).stream()
            .flatMap(report -> report.findings().stream())
            .filter(finding -> finding.kind() == Kind.GAP)
            .filter(finding -> finding.file().endsWith(".jrec"))
            .toList();
  }
}
