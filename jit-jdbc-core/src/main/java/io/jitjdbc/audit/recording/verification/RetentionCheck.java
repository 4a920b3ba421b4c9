package io.jitjdbc.audit.recording.verification;

import io.jitjdbc.audit.recording.format.LedgerEntry;
import io.jitjdbc.audit.recording.format.LedgerLine;
import io.jitjdbc.audit.recording.format.LedgerReader;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LedgerText;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import java.io.IOException;
import java.util.List;

/** What was done to a log later, if somebody who may do so has signed for it. */
final class RetentionCheck {
  private final LogFiles log;
  private final Trust trust;
  private final Findings findings;

  RetentionCheck(LogFiles log, Trust trust, Findings findings) {
    this.log = log;
    this.trust = trust;
    this.findings = findings;
  }

  void check(SignedExtents signed) throws IOException {
    List<String> lines = LedgerText.of(log.retention()).lines();
    String previous = "";
    for (int number = 0; number < lines.size(); number++) {
      try {
        LedgerReader reader = LedgerReader.of(lines.get(number));
        LedgerLine line = reader.line();
        boolean isNext =
            line.number() == number
                && line.previous().equals(previous)
                && line.log().equals(log.log());
        if (!isNext) {
          throw new MalformedLogException("it does not follow the line before it");
        }
        if (!trust.hasSigned(reader)) {
          found(number, Kind.UNTRUSTED, "none of the trusted keys has signed it");
          return;
        }
        take(number, line.entry(), signed);
        previous = LedgerLine.digest(lines.get(number));
      } catch (MalformedLogException e) {
        found(number, Kind.TAMPERED, String.valueOf(e.getMessage()));
        return;
      }
    }
  }

  private void take(int number, LedgerEntry entry, SignedExtents signed)
      throws MalformedLogException {
    if (entry instanceof LedgerEntry.Tombstone tombstone) {
      if (!tombstone.root().equals(signed.sealedRoot(tombstone.segment()))) {
        throw new MalformedLogException("what was deleted is not what the ledger had sealed");
      }
      signed.retire(tombstone.segment());
    } else if (entry instanceof LedgerEntry.Shredded shredded) {
      signed.shred(shredded.segment());
    } else if (entry instanceof LedgerEntry.Hold hold) {
      found(number, Kind.NOTE, hold.on() ? "held: " + hold.reason() : "not held any more");
    } else {
      throw new MalformedLogException("a line of its type does not belong here");
    }
  }

  private void found(int line, Kind kind, String message) {
    findings.add(kind, log.retention(), "line " + line, message);
  }
}
