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
      "the rest still verifies. What is held stays."
    })
final class RetainCommand implements Callable<Integer> {
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

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, MalformedLogException {
    PrintWriter out = spec.commandLine().getOut();
    Retention retention = upkeep.retention();
    var before = InstantSource.system().instant().atOffset(ZoneOffset.UTC).minus(keep).toInstant();
    int deleted = 0;
    for (LogFiles log : upkeep.logs()) {
      for (Retention.Sealed due : Retention.due(log, before)) {
        if (!dryRun) {
          retention.retire(log, due, keep.toString());
        }
        deleted++;
        out.println(
            (dryRun ? "would delete " : "deleted ")
                + log.log()
                + " segment "
                + due.segment()
                + ", last written "
                + due.newest());
      }
    }
    out.println(deleted + (dryRun ? " segments are over their time" : " segments deleted"));
    return 0;
  }
}
