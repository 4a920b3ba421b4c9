package io.jitjdbc.process;

import static java.util.Objects.requireNonNull;

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
public final class Command {
  private static final Logger LOG = LoggerFactory.getLogger(Command.class);
  private static final int MOST_OUTPUT = 64 * 1024;
  private static final int MOST_ERRORS = 4 * 1024;
  private static final int POLL_MILLIS = 10;

  private final List<String> argv;
  private final Duration timeout;
  private final Role role;

  /**
   * @param argv the program and its arguments
   */
  public Command(List<String> argv, Duration timeout, Role role) {
    this.argv = List.copyOf(argv);
    this.timeout = requireNonNull(timeout);
    this.role = requireNonNull(role);
  }

  /**
   * What it is run for, in messages.
   *
   * @param missing what there is none of when it fails: "No lease"
   * @param name whose it is: "the exec broker's command"
   * @param commandSetting the full name of the setting that names the program
   * @param timeoutSetting the full name of the setting that limits its time
   */
  public record Role(String missing, String name, String commandSetting, String timeoutSetting) {}

  /**
   * What the program printed before it exited with 0.
   *
   * @throws RefusedException {@code 28000} if it exits with another code, {@code 08001} if it
   *     cannot be run in time, {@code 57014} if the thread is interrupted; never quotes its output
   */
  public String run(Map<String, String> environment) throws RefusedException {
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
          SqlState.CANCELLED,
          role.missing() + ": the thread was interrupted while it waited for one.");
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
          role.commandSetting() + " must be an executable file's path or a name on the PATH");
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
            "See why, or raise " + role.timeoutSetting());
      }
    }
  }

  private String result(int exit, BoundedOutput output, BoundedOutput errors)
      throws RefusedException {
    log(errors);
    if (exit != 0) {
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          role.missing()
              + ": "
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
        SqlState.UNREACHABLE, role.missing() + ": " + named() + ": " + why + ". " + next + ".");
  }

  /** Without the arguments: one of them may be a secret. */
  private String named() {
    return role.name() + " " + argv.get(0);
  }
}
