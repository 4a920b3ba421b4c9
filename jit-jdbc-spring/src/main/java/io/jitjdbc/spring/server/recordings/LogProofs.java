package io.jitjdbc.spring.server.recordings;

import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LedgerText;
import io.jitjdbc.audit.recording.verification.Finding;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import io.jitjdbc.audit.recording.verification.LogReport;
import io.jitjdbc.audit.recording.verification.LogsVerifier;
import io.jitjdbc.spring.server.recordings.Proof.State;
import io.jitjdbc.spring.server.recordings.RecordingPlaces.FoundLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Verifies logs, and holds them against the lines of their ledgers that were brought while they
 * were written. Thread-safe. A log that looks the same within a minute is not verified again, so
 * that turning pages does not read it all each time.
 */
final class LogProofs {
  private static final Duration GOOD_FOR = Duration.ofMinutes(1);
  private static final int MOST_KEPT = 64;
  private static final int MOST_FINDINGS = 20;

  private final KeptLines lines;
  private final InstantSource clock;
  private final Map<Path, Looked> looked = new LinkedHashMap<>();

  private record Looked(String looks, Proof proof) {}

  LogProofs(KeptLines lines, InstantSource clock) {
    this.lines = lines;
    this.clock = clock;
  }

  /** Of each of the logs. */
  List<Proof> of(List<FoundLog> logs) throws IOException {
    var proofs = new ArrayList<Proof>();
    for (FoundLog log : logs) {
      proofs.add(of(log));
    }
    return proofs;
  }

  private Proof of(FoundLog log) throws IOException {
    Instant now = clock.instant();
    String looks = looks(log.files().directory());
    Optional<Proof> before = before(log.files().directory(), looks, now);
    if (before.isPresent()) {
      return before.get();
    }
    Proof proof = verify(log, now);
    synchronized (looked) {
      looked.put(log.files().directory(), new Looked(looks, proof));
      if (looked.size() > MOST_KEPT) {
        looked.remove(looked.keySet().iterator().next());
      }
    }
    return proof;
  }

  private Optional<Proof> before(Path directory, String looks, Instant now) {
    synchronized (looked) {
      return Optional.ofNullable(looked.get(directory))
          .filter(before -> before.looks().equals(looks))
          .map(Looked::proof)
          .filter(proof -> proof.at().plus(GOOD_FOR).isAfter(now));
    }
  }

  private static String looks(Path directory) throws IOException {
    var looks = new StringBuilder();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        looks.append(file.getFileName()).append(' ').append(Files.size(file));
        looks.append(' ').append(Files.getLastModifiedTime(file).toMillis()).append('\n');
      }
    }
    return looks.toString();
  }

  private Proof verify(FoundLog log, Instant now) throws IOException {
    LogReport report =
        new LogsVerifier(log.trust()).verify(log.files().directory(), List.of()).get(0);
    Comparison comparison = compare(log.files());
    State state = state(report.worst(), log.trust().isPinned(), comparison);
    var why = new ArrayList<String>();
    why.add(comparison.text());
    if (report.signed() < report.frames()) {
      why.add(
          "the last "
              + (report.frames() - report.signed())
              + " of "
              + report.frames()
              + " frames are not signed for yet");
    }
    report.findings().stream().limit(MOST_FINDINGS).map(LogProofs::text).forEach(why::add);
    return new Proof(state, report.log(), why, now);
  }

  private static String text(Finding finding) {
    String where = finding.place().isEmpty() ? "" : ", " + finding.place();
    String kind = finding.kind() == Kind.NOTE ? "" : finding.kind() + " ";
    return kind + finding.file() + where + ": " + finding.message();
  }

  private static State state(Kind worst, boolean isPinned, Comparison comparison) {
    if (worst == Kind.TAMPERED || comparison.match() == Match.DIFFERS) {
      return State.TAMPERED;
    }
    boolean isKnown = isPinned || comparison.match() == Match.SAME;
    return worst == Kind.NOTE && isKnown && comparison.match() != Match.BEHIND
        ? State.PROVEN
        : State.UNPROVEN;
  }

  private enum Match {
    SAME,
    NOTHING_BROUGHT,
    BEHIND,
    DIFFERS
  }

  private record Comparison(Match match, String text) {}

  /** One line is enough: each names the one before it. */
  private Comparison compare(LogFiles log) throws IOException {
    List<String> here = LedgerText.of(log.ledger()).lines();
    Optional<KeptLines.Line> last = lines.last(log.log(), Integer.MAX_VALUE);
    if (last.isEmpty()) {
      return new Comparison(
          Match.NOTHING_BROUGHT,
          "none of its ledger’s lines was brought here while it was written");
    }
    if (here.size() > last.get().number()) {
      return at(
          here, last.get(), Match.SAME, "the lines of its ledger that were brought are in it");
    }
    Optional<KeptLines.Line> common = lines.last(log.log(), here.size() - 1);
    String behind =
        "it ends at line "
            + (here.size() - 1)
            + " of its ledger, and lines up to "
            + last.get().number()
            + " were brought: this copy is older, or its end was cut off";
    return common.isEmpty()
        ? new Comparison(Match.BEHIND, behind)
        : at(here, common.get(), Match.BEHIND, behind);
  }

  private static Comparison at(
      List<String> here, KeptLines.Line brought, Match otherwise, String text) {
    return here.get(brought.number()).equals(brought.text())
        ? new Comparison(otherwise, text)
        : new Comparison(
            Match.DIFFERS,
            "line "
                + brought.number()
                + " of its ledger.jws is not the one that was brought while it was written");
  }
}
