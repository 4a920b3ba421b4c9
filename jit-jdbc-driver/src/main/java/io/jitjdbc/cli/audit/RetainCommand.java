package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.retention.Retention;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jit audit retain}: deletes what is over its time. */
@Command(
    name = "retain",
    description = {
      "Deletes sealed segments that are older than they have to be kept, and signs for it, so that",
      "the rest still verifies. What is held stays, and so does what a remote sink has not",
      "acknowledged yet; that is said on the standard error, and the exit code is 1."
    })
final class RetainCommand implements Callable<Integer> {
  private static final int UNDELIVERED = 1;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Upkeep upkeep;

  @Option(
      names = "--keep",
      required = true,
      paramLabel = "PERIOD",
      description = "How long segments are kept, such as P400D or P7Y.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Period keep;

  @Option(names = "--dry-run", description = "Only says what would be deleted.")
  private boolean dryRun;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Owed owed;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, MalformedLogException {
    PrintWriter out = spec.commandLine().getOut();
    var before = InstantSource.system().instant().atOffset(ZoneOffset.UTC).minus(keep).toInstant();
    int deleted = 0;
    int kept = 0;
    for (LogFiles log : upkeep.logs()) {
      for (Retention.Sealed due : Retention.due(log, before)) {
        Owed.Missing missing = owed.missing(log, due.segment());
        if (missing.forbids()) {
          kept++;
          spec.commandLine().getErr().println("kept " + name(log, due) + missing.refusal());
        } else {
          deleted++;
          delete(log, due);
          out.println((dryRun ? "would delete " : "deleted ") + name(log, due) + missing.loss());
        }
      }
    }
    out.println(deleted + (dryRun ? " segments are over their time" : " segments deleted"));
    return kept > 0 ? UNDELIVERED : 0;
  }

  private void delete(LogFiles log, Retention.Sealed due)
      throws IOException, MalformedLogException {
    if (!dryRun) {
      upkeep.retention().retire(log, due, keep.toString());
    }
  }

  private static String name(LogFiles log, Retention.Sealed due) {
    return log.log() + " segment " + due.segment() + ", last written " + due.newest();
  }
}
