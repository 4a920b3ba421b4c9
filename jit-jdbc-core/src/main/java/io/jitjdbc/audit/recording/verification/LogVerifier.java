package io.jitjdbc.audit.recording.verification;

import io.jitjdbc.audit.recording.format.LedgerEntry.Predecessor;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.format.SegmentHeader;
import io.jitjdbc.audit.recording.reading.LedgerText;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.reading.LogLock;
import io.jitjdbc.audit.recording.reading.SegmentReader;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * Verifies one log. It needs no key to do so, and no more memory for a large log than for a small
 * one.
 *
 * <p><b>Guarantees</b>: whatever the ledger signs for that was edited, dropped, inserted, moved or
 * cut off is found. <b>Does not protect against</b> a log whose end was cut off together with its
 * ledger's; see {@link LogsVerifier}, and copies of ledgers elsewhere.
 */
final class LogVerifier {
  /** A checkpoint is due a second after a frame; more than this is no slow disk any more. */
  private static final long UNSIGNED_MILLIS = 60_000;

  private final LogFiles log;
  private final Trust trust;
  private final Findings findings;
  private final LedgerCheck ledgerCheck;
  private long frames;
  private long signedFrames;
  private long lastTime;

  LogVerifier(LogFiles log, Trust trust) {
    this.log = log;
    this.trust = trust;
    this.findings = new Findings(log);
    this.ledgerCheck = new LedgerCheck(log, trust, findings);
  }

  LogReport verify() throws IOException {
    boolean isWritten = LogLock.isHeld(log);
    // In this order, because a log may grow meanwhile: a segment is begun after the one before it
    // was signed for, and a frame is written before it is signed for.
    List<Integer> present = LogDirectories.segments(log);
    LedgerText ledger = LedgerText.of(log.ledger());
    if (ledger.lines().isEmpty() && present.isEmpty()) {
      return unbegun(isWritten);
    }
    SignedExtents signed = ledgerCheck.check(ledger);
    new RetentionCheck(log, trust, findings).check(signed);
    var all = new TreeSet<>(present);
    for (int number = 1; number <= signed.last(); number++) {
      all.add(number);
    }
    long sequence = 0;
    for (int number : all) {
      boolean isThere = Files.exists(log.segment(number));
      sequence = isThere ? segment(number, signed, sequence) : gone(number, signed);
    }
    if (!signed.isClosed()) {
      open(isWritten, signed);
    }
    return new LogReport(
        log.log(), signed.isClosed(), present.size(), frames, signedFrames, findings.all());
  }

  /** Its writer makes the ledger's file, and then writes the first line. */
  private LogReport unbegun(boolean isWritten) {
    findings.add(
        isWritten ? Kind.NOTE : Kind.TORN,
        log.ledger(),
        "",
        isWritten
            ? "the log is about to begin"
            : "the log holds nothing: its writer died as it began, or all of it was taken away");
    return new LogReport(log.log(), false, 0, 0, 0, findings.all());
  }

  /** What its ledger says of the logs beside it; known once it is verified. */
  List<Predecessor> predecessors() {
    return ledgerCheck.predecessors();
  }

  private long segment(int number, SignedExtents signed, long sequence) throws IOException {
    Path file = log.segment(number);
    boolean isExpected = number <= signed.last() || isBegun(number, signed);
    if (!isExpected) {
      findings.add(Kind.TAMPERED, file, "", "the ledger does not know this segment");
      return -1;
    }
    try (SegmentReader reader = SegmentReader.open(file)) {
      requireOwn(reader.header(), number);
      KeyCheck.check(log, reader.header(), signed, findings);
      var check = new SegmentCheck(log, number, signed, findings);
      long last = check.check(reader, sequence);
      frames += check.frames();
      signedFrames += check.signedFrames();
      lastTime = check.lastTime();
      return last;
    } catch (MalformedLogException e) {
      Kind kind = number <= signed.last() ? Kind.TAMPERED : Kind.TORN;
      findings.add(kind, file, "header", String.valueOf(e.getMessage()));
      return -1;
    }
  }

  /** A writer makes a segment before it signs for it. */
  private static boolean isBegun(int number, SignedExtents signed) {
    return number == signed.last() + 1
        && !signed.isClosed()
        && (number == 1 || signed.isSealed(number - 1));
  }

  private void requireOwn(SegmentHeader header, int number) throws MalformedLogException {
    if (header.segment() != number || !log.log().endsWith("-" + header.log())) {
      throw new MalformedLogException(
          "this is segment " + header.segment() + " of the log that ends with " + header.log());
    }
  }

  private long gone(int number, SignedExtents signed) {
    if (signed.isRetired(number)) {
      findings.add(Kind.NOTE, log.segment(number), "", "deleted when its time was over");
    } else {
      findings.add(Kind.GAP, log.segment(number), "", "it is missing, and nobody signed for that");
    }
    return -1;
  }

  private void open(boolean isWritten, SignedExtents signed) {
    if (isWritten) {
      findings.add(Kind.NOTE, log.ledger(), "", "the log is being written");
      return;
    }
    findings.add(
        Kind.TORN,
        log.ledger(),
        "",
        "the log was not closed: its writer died, or the ledger's end was cut off. "
            + (frames - signedFrames)
            + " frames at the end are not signed for");
    if (lastTime - signed.lastSignedAt() > UNSIGNED_MILLIS) {
      findings.add(
          Kind.TAMPERED,
          log.ledger(),
          "",
          "no line of it is from the last "
              + (lastTime - signed.lastSignedAt()) / 1000
              + " s, in which frames were written: its end is missing");
    }
  }
}
