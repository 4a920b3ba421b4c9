package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.recording.format.LogFiles;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jit audit hold}: a legal hold. */
@Command(
    name = "hold",
    description = "Keeps all of some logs, whatever is over its time, until they are released.")
final class HoldCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Upkeep upkeep;

  @Option(names = "--reason", required = true, description = "What goes on record.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String reason;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    for (LogFiles log : upkeep.logs()) {
      upkeep.retention().hold(log, true, reason);
      spec.commandLine().getOut().println("held " + log.log());
    }
    return 0;
  }
}
