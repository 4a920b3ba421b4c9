package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.recording.verification.Finding;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import io.jitjdbc.audit.recording.verification.LogReport;
import io.jitjdbc.audit.recording.verification.LogsVerifier;
import io.jitjdbc.cli.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jit audit verify}: whether logs are as they were written. */
@Command(
    name = "verify",
    description = {
      "Tells whether recording logs are as they were written: names every edit, drop, insert, move",
      "and cut by file and frame. Needs no key to read."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is as it was written",
      "1:it could not be told; the standard error says why",
      "2:something was tampered with",
      "3:a writer died, and nothing that it had signed for is missing",
      "4:something is missing, or time passed of which nothing is known",
      "5:who signed is not trusted"
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIRECTORY", description = "Directory of logs, or one log.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path directory;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "JWK set of the keys that may sign for new logs, and for what was deleted.")
  private Optional<Path> trust = Optional.empty();

  @Option(
      names = "--anchors",
      paramLabel = "FILE",
      description = "Lines of ledgers that were kept elsewhere: each has to be in its log.")
  private Optional<Path> anchors = Optional.empty();

  @Option(
      names = "--leases",
      paramLabel = "FILE",
      description = "Ids of leases that a broker gave out, one a line: each has to be recorded.")
  private Optional<Path> leases = Optional.empty();

  @Option(names = "--json", description = "One JSON object a log, for scripts.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var reports =
        new ArrayList<>(
            new LogsVerifier(KeyFiles.trust(trust)).verify(directory, KeyFiles.lines(anchors)));
    if (reports.isEmpty()) {
      // Nothing is wrong with nothing, and it is not what anybody had in mind.
      reports.add(noLog());
    }
    if (leases.isPresent()) {
      reports.add(unrecorded(KeyFiles.lines(leases)));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      reports.forEach(report -> out.println(ReportJson.of(report)));
    } else {
      reports.forEach(report -> print(report, out));
      out.println(summary(reports));
    }
    return worst(reports).exitCode();
  }

  private LogReport noLog() {
    String name = String.valueOf(directory.getFileName());
    var finding = new Finding(Kind.GAP, name, "", "", "there is no log in this directory");
    return new LogReport(name, false, 0, 0, 0, List.of(finding));
  }

  private LogReport unrecorded(List<String> given) throws IOException {
    Set<String> recorded = RecordedLeases.in(directory);
    List<Finding> findings =
        given.stream()
            .filter(lease -> !lease.isEmpty() && !recorded.contains(lease))
            .map(
                lease ->
                    new Finding(
                        Kind.GAP,
                        "leases",
                        "lease " + lease,
                        "",
                        "it was given out, and no log" + " here has recorded it"))
            .toList();
    return new LogReport("leases", true, 0, 0, 0, findings);
  }

  private static void print(LogReport report, PrintWriter out) {
    out.println(
        report.worst()
            + "  "
            + Printable.line(report.log())
            + "  "
            + report.segments()
            + " segments, "
            + report.frames()
            + " frames, "
            + report.signed()
            + " signed for");
    report.findings().forEach(finding -> out.println("  " + Printable.line(finding.toString())));
  }

  private static String summary(List<LogReport> reports) {
    long frames = reports.stream().mapToLong(LogReport::frames).sum();
    String verdict =
        switch (worst(reports)) {
          case NOTE -> "OK: all is as it was written";
          case TORN -> "TORN: a writer died; nothing that it had signed for is missing";
          case GAP -> "GAP: something is missing, or time passed of which nothing is known";
          case UNTRUSTED -> "UNTRUSTED: who signed is not among the trusted keys";
          case TAMPERED -> "TAMPERED: do not rely on these logs";
        };
    return verdict + " (" + reports.size() + " logs, " + frames + " frames)";
  }

  private static Kind worst(List<LogReport> reports) {
    return reports.stream().map(LogReport::worst).min(Comparator.naturalOrder()).orElse(Kind.NOTE);
  }
}
