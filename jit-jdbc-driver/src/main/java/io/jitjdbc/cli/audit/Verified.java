package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.recording.verification.Finding;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import io.jitjdbc.audit.recording.verification.LogReport;
import io.jitjdbc.audit.recording.verification.LogsVerifier;
import io.jitjdbc.audit.recording.verification.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Whether logs may be relied on, before they are told. */
record Verified(Trust trust, List<LogReport> reports) {
  private static final Set<Kind> UNRELIABLE = Set.of(Kind.TAMPERED, Kind.UNTRUSTED);

  static Verified of(Path directory, Trust trust) throws IOException {
    return new Verified(trust, new LogsVerifier(trust).verify(directory, List.of()));
  }

  private Kind worst() {
    return reports.stream().map(LogReport::worst).min(Comparator.naturalOrder()).orElse(Kind.NOTE);
  }

  boolean isUnreliable() {
    return UNRELIABLE.contains(worst());
  }

  /** What is wrong first of all; empty if nothing is. */
  String finding() {
    return reports.stream()
        .flatMap(report -> report.findings().stream())
        .filter(finding -> finding.kind() == worst())
        .findFirst()
        .map(Finding::toString)
        .orElse("");
  }

  /** In one line. */
  String line() {
    long frames = reports.stream().mapToLong(LogReport::frames).sum();
    String what =
        switch (worst()) {
          case NOTE -> "verified: all is as it was written";
          case TORN -> "verified, TORN: a writer died or still writes; what it signed for is there";
          case GAP -> "verified, GAP: something is missing: " + finding();
          case UNTRUSTED -> "UNTRUSTED: " + finding();
          case TAMPERED -> "TAMPERED: " + finding();
        };
    String who = trust.isPinned() ? "" : "; the logs vouch for themselves, --trust pins who signs";
    return what + " (" + reports.size() + " logs, " + frames + " frames" + who + ")";
  }
}
