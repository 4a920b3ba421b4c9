package io.jitjdbc.audit.recording.verification;

import com.nimbusds.jose.jwk.ECKey;
import io.jitjdbc.audit.recording.format.Extent;
import io.jitjdbc.audit.recording.format.LedgerEntry;
import io.jitjdbc.audit.recording.format.LedgerLine;
import io.jitjdbc.audit.recording.format.LedgerReader;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LedgerText;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a ledger: each line signed by the key that the lines before it name, none missing.
 */
final class LedgerCheck {
  private final LogFiles log;
  private final Trust trust;
  private final Findings findings;
  private final SignedExtents signed = new SignedExtents();
  private final List<LedgerEntry.Predecessor> predecessors = new ArrayList<>();

  /** Null before the first line, and after the last that there may be. */
  private @Nullable ECKey key;

  private String previous = "";
  private long time = Long.MIN_VALUE;
  private @Nullable Extent extent;

  LedgerCheck(LogFiles log, Trust trust, Findings findings) {
    this.log = log;
    this.trust = trust;
    this.findings = findings;
  }

  /** What it signs for; behind the first line that is not good, nothing counts. */
  SignedExtents check(LedgerText ledger) {
    boolean isGood = true;
    for (int number = 0; number < ledger.lines().size() && isGood; number++) {
      isGood = isGood(number, ledger.lines().get(number));
    }
    if (ledger.lines().isEmpty()) {
      found(Kind.TAMPERED, 0, "it has no first line, which is written before anything else");
    }
    if (isGood && !ledger.rest().isEmpty()) {
      Kind kind = signed.isClosed() ? Kind.TAMPERED : Kind.TORN;
      found(kind, ledger.lines().size(), "it ends inside a line");
    }
    return signed;
  }

  /** What it says of logs beside it. */
  List<LedgerEntry.Predecessor> predecessors() {
    return List.copyOf(predecessors);
  }

  private boolean isGood(int number, String text) {
    try {
      LedgerReader reader = LedgerReader.of(text);
      LedgerLine line = reader.line();
      requirePlace(number, line);
      if (line.entry() instanceof LedgerEntry.Genesis genesis && number == 0) {
        begin(reader, genesis);
      } else {
        requireSignature(reader);
        take(line);
      }
      if (line.time() < time) {
        found(Kind.GAP, number, "the clock went back by " + (time - line.time()) + " ms");
      }
      time = line.time();
      previous = LedgerLine.digest(text);
      return true;
    } catch (MalformedLogException e) {
      found(Kind.TAMPERED, number, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void requirePlace(int number, LedgerLine line) throws MalformedLogException {
    if (!line.log().equals(log.log())) {
      throw new MalformedLogException("it belongs to the log " + line.log());
    }
    if (line.number() != number) {
      throw new MalformedLogException(
          "line " + number + " should stand here, and this is line " + line.number());
    }
    if (!line.previous().equals(previous)) {
      throw new MalformedLogException("the line before it is not the one that it was signed after");
    }
  }

  private void begin(LedgerReader reader, LedgerEntry.Genesis genesis)
      throws MalformedLogException {
    key = genesis.key();
    if (trust.hasSigned(reader)) {
      return;
    }
    if (trust.isPinned()) {
      found(Kind.UNTRUSTED, 0, "none of the trusted keys has signed for this log");
    } else if (!reader.isSignedBy(genesis.key())) {
      found(Kind.NOTE, 0, "it is signed by the key " + reader.keyId() + ", which nobody pinned");
    } else {
      found(Kind.NOTE, 0, "the log vouches for itself alone: nobody pinned has signed for it");
    }
  }

  private void requireSignature(LedgerReader reader) throws MalformedLogException {
    ECKey current = key;
    if (current == null) {
      throw new MalformedLogException(
          signed.isClosed()
              ? "there is a line after the one that closed the log"
              : "the first line is missing, which says who signs");
    }
    if (!reader.isSignedBy(current)) {
      throw new MalformedLogException("it is not signed by the key that signs at this place");
    }
  }

  private void take(LedgerLine line) throws MalformedLogException {
    LedgerEntry entry = line.entry();
    if (entry instanceof LedgerEntry.Checkpoint checkpoint) {
      requireGrowth(checkpoint.extent());
      signed.add(checkpoint.extent(), line.time());
    } else if (entry instanceof LedgerEntry.Seal seal) {
      requireGrowth(seal.extent());
      signed.seal(seal, line.time());
      key = seal.next().orElse(null);
    } else if (entry instanceof LedgerEntry.Predecessor predecessor) {
      predecessors.add(predecessor);
    } else {
      throw new MalformedLogException("a line of its type does not belong here");
    }
  }

  private void requireGrowth(Extent next) throws MalformedLogException {
    Extent last = extent;
    boolean grows =
        last == null
            ? next.segment() == 1
            : next.segment() == last.segment()
                ? next.size() >= last.size() && !signed.isSealed(next.segment())
                : next.segment() == last.segment() + 1 && signed.isSealed(last.segment());
    if (!grows) {
      throw new MalformedLogException("it signs for less than a line before it");
    }
    extent = next;
  }

  private void found(Kind kind, int line, String message) {
    findings.add(kind, log.ledger(), "line " + line, message);
  }
}
