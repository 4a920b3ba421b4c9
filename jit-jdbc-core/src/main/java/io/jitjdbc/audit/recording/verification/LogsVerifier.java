package io.jitjdbc.audit.recording.verification;

import io.jitjdbc.audit.recording.format.LedgerEntry.Predecessor;
import io.jitjdbc.audit.recording.format.LedgerLine;
import io.jitjdbc.audit.recording.format.LedgerReader;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LedgerText;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.reading.Tail;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies the logs of a directory, each by itself, and against what they say of each other: a log
 * that somebody took away, or whose end was changed after its writer had died, is missed by the
 * logs that came later. Thread-safe.
 */
public final class LogsVerifier {
  private final Trust trust;
  private final FrameVisitor visitor;

  /**
   * One that believes those keys.
   *
   * @param visitor sees all frames on the way
   */
  public LogsVerifier(Trust trust, FrameVisitor visitor) {
    this.trust = trust;
    this.visitor = visitor;
  }

  /**
   * What is found in each log under a directory, or in the one that it is.
   *
   * @param anchors lines of ledgers that were kept elsewhere; each has to be in its log
   */
  public List<LogReport> verify(Path root, List<String> anchors) throws IOException {
    var reports = new ArrayList<LogReport>();
    var neighbours = new ArrayList<Predecessor>();
    for (LogFiles log : LogDirectories.in(root)) {
      var verifier = new LogVerifier(log, trust, visitor);
      reports.add(verifier.verify());
      neighbours.addAll(verifier.predecessors());
    }
    boolean isOne = Files.exists(new LogFiles(root).ledger());
    Path parent = isOne ? root.toAbsolutePath().getParent() : root;
    for (Predecessor neighbour : neighbours) {
      if (!isOne && parent != null) {
        compare(new LogFiles(parent.resolve(neighbour.log())), neighbour, reports);
      }
    }
    for (String anchor : anchors) {
      compare(root, anchor, reports);
    }
    return reports;
  }

  private static void compare(LogFiles log, Predecessor noted, List<LogReport> reports)
      throws IOException {
    if (!Files.exists(log.ledger())) {
      found(log, Kind.GAP, "the log is missing, which a later one had seen", reports);
      return;
    }
    try {
      Predecessor now = Tail.noted(log, noted);
      if (!now.equals(noted)) {
        found(log, Kind.TAMPERED, "its end was changed after a later log had noted it", reports);
      }
    } catch (MalformedLogException e) {
      found(log, Kind.TAMPERED, "its end cannot be read: " + e.getMessage(), reports);
    }
  }

  private static void compare(Path root, String anchor, List<LogReport> reports)
      throws IOException {
    try {
      LedgerLine line = LedgerReader.of(anchor).line();
      boolean isOne = Files.exists(new LogFiles(root).ledger());
      var log = new LogFiles(isOne ? root : root.resolve(line.log()));
      List<String> lines = LedgerText.of(log.ledger()).lines();
      boolean isThere =
          line.number() < lines.size() && lines.get((int) line.number()).equals(anchor);
      if (!isThere) {
        found(
            log,
            lines.isEmpty() ? Kind.GAP : Kind.TAMPERED,
            "line " + line.number() + ", which was kept elsewhere, is not in it",
            reports);
      }
    } catch (MalformedLogException e) {
      throw new IOException("an anchor is not a ledger's line: " + e.getMessage(), e);
    }
  }

  private static void found(LogFiles log, Kind kind, String message, List<LogReport> reports) {
    var finding = new Finding(kind, log.log(), "ledger.jws", "", message);
    for (int i = 0; i < reports.size(); i++) {
      if (reports.get(i).log().equals(log.log())) {
        reports.set(i, reports.get(i).with(finding));
        return;
      }
    }
    reports.add(new LogReport(log.log(), false, 0, 0, 0, List.of(finding)));
  }
}
