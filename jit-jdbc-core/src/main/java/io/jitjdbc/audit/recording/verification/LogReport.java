package io.jitjdbc.audit.recording.verification;

import io.jitjdbc.audit.recording.verification.Finding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a look at one log found.
 *
 * @param log its name
 * @param isSealed whether its writer ended it in good order
 * @param segments that are there
 * @param frames that are whole
 * @param signed how many of them the ledger signs for
 * @param findings in the order in which they were made; empty if all is well
 */
public record LogReport(
    String log, boolean isSealed, int segments, long frames, long signed, List<Finding> findings) {
  public LogReport {
    findings = List.copyOf(findings);
  }

  /** The worst that was found. */
  public Kind worst() {
    return findings.stream().map(Finding::kind).min(Comparator.naturalOrder()).orElse(Kind.NOTE);
  }

  /** The same with one finding more. */
  LogReport with(Finding finding) {
    var more = new ArrayList<>(findings);
    more.add(finding);
    return new LogReport(log, isSealed, segments, frames, signed, more);
  }
}
