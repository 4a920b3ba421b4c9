package io.jitjdbc.credential.exec;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One program with its arguments, run without a shell and for a bounded time. */
final class Command {
  private static final Logger LOG = LoggerFactory.getLogger(Command.class);
  private static final int MOST_OUTPUT = 64 * 1024;
  private static final int MOST_ERRORS = 4 * 1024;
  private static final int POLL_MILLIS = 10;

  private final List<String> argv;
  private final Duration timeout;

  Command(List<String> argv, Duration timeout) {
    this.argv = List.copyOf(argv);
    this.timeout = timeout;
  }

  /** What the program printed before it exited with 0. */
  String run(Map<String, String> environment) throws RefusedException {
    Process process = start(environment);
    try {
      var output = new BoundedOutput(process.getInputStream(), MOST_OUTPUT);
      var errors = new BoundedOutput(process.getErrorStream(), MOST_ERRORS);
      process.getOutputStream().close();
      await(process, output, errors);
      return result(process.exitValue(), output, errors);
    } catch (IOException e) {
      throw unreachable("its output cannot be read", "Try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(
          SqlState.CANCELLED, "No lease: the thread was interrupted while it waited for one.");
    } finally {
      kill(process);
    }
  }

  private Process start(Map<String, String> environment) throws RefusedException {
    var builder = new ProcessBuilder(argv);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw unreachable(
          "it cannot be started",
          "jit.broker.exec.command must be an executable file's path or a name on the PATH");
    }
  }

  /**
   * Takes what is there and never blocks in a read: a grandchild that keeps the pipe open must not
   * hold up the caller once the program itself is gone.
   */
  private void await(Process process, BoundedOutput output, BoundedOutput errors)
      throws IOException, InterruptedException, RefusedException {
    long begin = System.nanoTime();
    boolean running = true;
    while (running) {
      running = !process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
      output.take();
      errors.take();
      if (output.isFull()) {
        throw unreachable("it printed more than 64 KiB", "It must print one JSON object");
      }
      if (running && System.nanoTime() - begin > timeout.toNanos()) {
        log(errors);
        throw unreachable(
            "it took longer than " + timeout.toMillis() + " ms and was killed",
            "See why, or raise jit.broker.exec.timeout");
      }
    }
  }

  private String result(int exit, BoundedOutput output, BoundedOutput errors)
      throws RefusedException {
    log(errors);
    if (exit != 0) {
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          "No lease: "
              + named()
              + " exited with code "
              + exit
              + ". Run it by hand, or set the logger "
              + LOG.getName()
              + " to debug to see its standard error.");
    }
    return output.text();
  }

  private void log(BoundedOutput errors) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} wrote to its standard error: {}", named(), errors.printable());
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private RefusedException unreachable(String why, String next) {
    return new RefusedException(
        SqlState.UNREACHABLE, "No lease: " + named() + ": " + why + ". " + next + ".");
  }

  /** Without the arguments: one of them may be a secret. */
  private String named() {
    return "the exec broker's command " + argv.get(0);
  }
}
