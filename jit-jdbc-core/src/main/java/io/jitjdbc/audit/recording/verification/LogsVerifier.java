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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the logs of a directory, each by itself, and against what they say of each other: a log
 * that somebody took away, or whose end was changed after its writer had died, is missed by the
 * logs that came later. Thread-safe.
 */
public final class LogsVerifier {
  private final Trust trust;

  /** One that believes those keys. */
  public LogsVerifier(Trust trust) {
    this.trust = trust;
  }

  /**
   * What is found in each log under a directory, or in the one that it is.
   *
   * @param anchors lines of ledgers that were kept elsewhere; each has to be in its log
   */
  public List<LogReport> verify(Path root, List<String> anchors) throws IOException {
    var reports = new ArrayList<LogReport>();
    var neighbours = new ArrayList<Predecessor>();
    // By their names: what a line names is never made a path of, because anybody may write lines.
    var logs = new HashMap<String, LogFiles>();
    for (LogFiles log : LogDirectories.in(root)) {
      var verifier = new LogVerifier(log, trust);
      reports.add(verifier.verify());
      neighbours.addAll(verifier.predecessors());
      logs.put(log.log(), log);
    }
    boolean isOne = Files.exists(new LogFiles(root).ledger());
    for (Predecessor neighbour : neighbours) {
      if (!isOne) {
        compare(logs.get(neighbour.log()), neighbour, reports);
      }
    }
    for (String anchor : anchors) {
      compare(logs, anchor, reports);
    }
    return reports;
  }

  private static void compare(@Nullable LogFiles log, Predecessor noted, List<LogReport> reports)
      throws IOException {
    String name = noted.log();
    if (log == null) {
      found(name, Kind.GAP, "the log is missing, which a later one had seen", reports);
      return;
    }
    try {
      Predecessor now = Tail.noted(log, noted);
      if (!now.equals(noted)) {
        found(name, Kind.TAMPERED, "its end was changed after a later log had noted it", reports);
      }
    } catch (MalformedLogException e) {
      found(name, Kind.TAMPERED, "its end cannot be read: " + e.getMessage(), reports);
    }
  }

  private static void compare(Map<String, LogFiles> logs, String anchor, List<LogReport> reports)
      throws IOException {
    try {
      LedgerLine line = LedgerReader.of(anchor).line();
      LogFiles log = logs.get(line.log());
      if (log == null) {
        found(line.log(), Kind.GAP, "the log is missing, of which a line was kept", reports);
      } else if (!LedgerText.of(log.ledger()).lines().contains(anchor)) {
        String message = "line " + line.number() + ", which was kept elsewhere, is not in it";
        found(line.log(), Kind.TAMPERED, message, reports);
      }
    } catch (MalformedLogException e) {
      throw new IOException("an anchor is not a ledger's line: " + e.getMessage(), e);
    }
  }

  private static void found(String log, Kind kind, String message, List<LogReport> reports) {
    var finding = new Finding(kind, log, "ledger.jws", "", message);
    for (int i = 0; i < reports.size(); i++) {
      if (reports.get(i).log().equals(log)) {
        reports.set(i, reports.get(i).with(finding));
        return;
      }
    }
    reports.add(new LogReport(log, false, 0, 0, 0, List.of(finding)));
  }
}
