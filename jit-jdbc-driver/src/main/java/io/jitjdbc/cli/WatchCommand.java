package io.jitjdbc.cli;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalDesk.Entry;
import io.jitjdbc.approval.Notice;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jit watch}: prints each request as it comes, and when people are reminded of it. */
@Command(
    name = "watch",
    description = {
      "Prints the requests that wait for an answer, and each further one as it comes; again when",
      "the policy says that people are reminded, or that others may answer from now on."
    },
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
    var seen = new Watched();
    while (true) {
      print(desk, seen);
      boolean over =
          seconds > 0 && System.nanoTime() - begin >= Duration.ofSeconds(seconds).toNanos();
      if (over || !pause()) {
        return 0;
      }
    }
  }

  private void print(ApprovalDesk desk, Watched seen) throws RefusedException {
    PrintWriter out = spec.commandLine().getOut();
    Instant now = InstantSource.system().instant();
    for (Entry entry : desk.open()) {
      if (seen.isNew(entry, now)) {
        show(entry, out);
      } else {
        seen.further(entry, now).forEach(notice -> show(notice, entry, out));
      }
    }
    out.flush();
  }

  private void show(Entry entry, PrintWriter out) {
    if (json) {
      out.println(RequestJson.of(entry));
    } else {
      RequestSheet.print(entry, out);
      out.println();
    }
  }

  private void show(Notice notice, Entry entry, PrintWriter out) {
    if (json) {
      out.println(RequestJson.of(notice, entry));
    } else {
      RequestSheet.print(notice, entry, out);
      out.println();
    }
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
