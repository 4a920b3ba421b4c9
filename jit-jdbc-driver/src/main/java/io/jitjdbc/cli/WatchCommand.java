package io.jitjdbc.cli;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalDesk.Entry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jit watch}: prints each request once, as it comes. */
@Command(
    name = "watch",
    description = "Prints the requests that wait for an answer, and each further one as it comes.",
    footer = "It goes on until it is interrupted, or until --for is over.")
final class WatchCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Configuration configuration;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Identity identity;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "How long; 0, the default, for as long as it is let.")
  private long seconds;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws RefusedException {
    return configuration.atDesk(identity, this::watch);
  }

  private int watch(ApprovalDesk desk) throws RefusedException {
    long begin = System.nanoTime();
    var seen = new HashSet<String>();
    while (true) {
      print(desk, seen);
      boolean over =
          seconds > 0 && System.nanoTime() - begin >= Duration.ofSeconds(seconds).toNanos();
      if (over || !pause()) {
        return 0;
      }
    }
  }

  private void print(ApprovalDesk desk, Set<String> seen) throws RefusedException {
    PrintWriter out = spec.commandLine().getOut();
    for (Entry entry : desk.open()) {
      if (seen.add(entry.request().id())) {
        if (json) {
          out.println(RequestJson.of(entry));
        } else {
          RequestSheet.print(entry, out);
          out.println();
        }
      }
    }
    out.flush();
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
