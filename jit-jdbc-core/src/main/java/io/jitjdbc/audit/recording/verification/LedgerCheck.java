package io.jitjdbc.audit.recording.verification;

import io.jitjdbc.audit.recording.format.LedgerEntry;
import io.jitjdbc.audit.recording.format.LedgerLine;
import io.jitjdbc.audit.recording.format.LedgerReader;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LedgerText;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/** Goes through a ledger, and collects what it signs for. */
final class LedgerCheck {
  private final LogFiles log;
  private final LedgerChain chain;
  private final Findings findings;
  private final SignedExtents signed = new SignedExtents();
  private final List<LedgerEntry.Predecessor> predecessors = new ArrayList<>();

  LedgerCheck(LogFiles log, Trust trust, Findings findings) {
    this.log = log;
    this.chain = LedgerChain.from(log.log(), trust, LedgerState.NOTHING);
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
      LedgerChain.Link link = chain.take(text);
      if (number == 0) {
        begin(text);
      }
      take(link.line());
      if (link.wentBack() > 0) {
        found(Kind.GAP, number, "the clock went back by " + link.wentBack() + " ms");
      }
      return true;
    } catch (MalformedLogException e) {
      found(Kind.TAMPERED, number, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void begin(String text) throws MalformedLogException {
    switch (chain.state().vouching()) {
      case NOT_PINNED ->
          found(Kind.UNTRUSTED, 0, "none of the trusted keys has signed for this log");
      case UNKNOWN_KEY -> {
        String key = LedgerReader.of(text).keyId();
        found(Kind.NOTE, 0, "it is signed by the key " + key + ", which nobody pinned");
      }
      case ITSELF ->
          found(Kind.NOTE, 0, "the log vouches for itself alone: nobody pinned has signed for it");
      case PINNED, NOBODY -> {
        // Nothing to say of it.
      }
    }
  }

  private void take(LedgerLine line) {
    LedgerEntry entry = line.entry();
    if (entry instanceof LedgerEntry.Checkpoint checkpoint) {
      signed.add(checkpoint.extent(), line.time());
    } else if (entry instanceof LedgerEntry.Seal seal) {
      signed.seal(seal, line.time());
    } else if (entry instanceof LedgerEntry.Predecessor predecessor) {
      predecessors.add(predecessor);
    }
  }

  private void found(Kind kind, int line, String message) {
    findings.add(kind, log.ledger(), "line " + line, message);
  }
}
