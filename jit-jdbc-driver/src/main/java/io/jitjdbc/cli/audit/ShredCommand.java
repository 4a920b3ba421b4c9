package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jit audit shred}: makes what callers read unreadable for everybody. */
@Command(
    name = "shred",
    description = {
      "Deletes the keys of encrypted segments: what callers read there can be read by nobody any",
      "more. Events stay, and everything still verifies."
    })
final class ShredCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Upkeep upkeep;

  @Option(
      names = "--segment",
      paramLabel = "NUMBER",
      description = "Only this one; may be given several times.")
  private List<Integer> segments = List.of();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, MalformedLogException {
    for (LogFiles log : upkeep.logs()) {
      for (int segment : LogDirectories.segments(log)) {
        boolean isMeant = segments.isEmpty() || segments.contains(segment);
        if (isMeant && Files.exists(log.key(segment))) {
          upkeep.retention().shred(log, segment);
          spec.commandLine().getOut().println("shredded " + log.log() + " segment " + segment);
        }
      }
    }
    return 0;
  }
}
