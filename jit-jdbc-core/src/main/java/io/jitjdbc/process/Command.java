package io.jitjdbc.process;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.remote.QuotedText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One program with its arguments, run without a shell and for a bounded time. */
public final class Command {
  private static final int MOST_OUTPUT = 64 * 1024;
  private static final int MOST_ERRORS = 4 * 1024;
  private static final int MOST_SHOWN = 500;
  private static final int MOST_INPUT = 16 * 1024;
  private static final int POLL_MILLIS = 10;

  /** Of sysexits.h: it failed, and may not when it is tried again. */
  private static final int TRY_AGAIN = 75;

  private final List<String> argv;
  private final Surroundings surroundings;
  private final Duration timeout;
  private final Role role;

  /**
   * @param argv the program and its arguments
   */
  public Command(List<String> argv, Surroundings surroundings, Duration timeout, Role role) {
    this.argv = List.copyOf(argv);
    this.surroundings = requireNonNull(surroundings);
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
   * @param variables for its environment, besides those of its surroundings
   * @param input for its standard input, which is closed after that; at most 16 KiB
   * @throws RefusedException {@code 28000} if it exits with another code, {@code 08001} if it
   *     cannot be run in time, {@code 57014} if the thread is interrupted; never quotes its output,
   *     and its standard error only without what looks like a secret
   */
  public String run(Map<String, String> variables, String input) throws RefusedException {
    if (input.length() > MOST_INPUT) {
      throw refused("the token is larger than 16 KiB", "Ask the issuer for a smaller one");
    }
    Process process = start(variables);
    try {
      var output = new BoundedOutput(process.getInputStream(), MOST_OUTPUT);
      var errors = new BoundedOutput(process.getErrorStream(), MOST_ERRORS);
      feed(process, input);
      await(process, output, errors, input);
      return result(process.exitValue(), output, shown(errors, input));
    } catch (IOException e) {
      throw unreachable("its output cannot be read", "Try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(
          SqlState.CANCELLED,
          role.missing() + ": the thread was interrupted while it waited for one.");
    } finally {
      ProcessTree.kill(process);
    }
  }

  private Process start(Map<String, String> variables) throws RefusedException {
    var builder = new ProcessBuilder(argv);
    Map<String, String> environment = builder.environment();
    Map<String, String> handedOn = surroundings.of(environment);
    environment.clear();
    environment.putAll(handedOn);
    environment.putAll(variables);
    try {
      return builder.start();
    } catch (IOException e) {
      throw unreachable(
          "it cannot be started",
          role.commandSetting() + " must be an executable file's path or a name on the PATH");
    }
  }

  /** Every system's pipe holds that much, so that a program which reads nothing holds up nobody. */
  private static void feed(Process process, String input) {
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It is gone, or reads nothing: what it prints and its exit code tell whether that matters.
    }
  }

  /**
   * Takes what is there and never blocks in a read: a grandchild that keeps the pipe open must not
   * hold up the caller once the program itself is gone.
   */
  private void await(Process process, BoundedOutput output, BoundedOutput errors, String input)
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
        throw unreachable(
            "it took longer than "
                + timeout.toMillis()
                + " ms and was killed"
                + shown(errors, input),
            "See why, or raise " + role.timeoutSetting());
      }
    }
  }

  private String result(int exit, BoundedOutput output, String errors) throws RefusedException {
    if (exit == TRY_AGAIN) {
      throw unreachable("it exited with code 75, which asks to try again" + errors, "Do so later");
    }
    if (exit != 0) {
      throw refused(
          named() + " exited with code " + exit + errors,
          "Run it by hand with the variables that it gets");
    }
    return output.text();
  }

  private static String shown(BoundedOutput errors, String input) {
    String text = QuotedText.shown(errors.text(), MOST_SHOWN, List.of(input));
    return text.isEmpty() ? "" : ", saying: " + text;
  }

  private RefusedException unreachable(String why, String next) {
    return new RefusedException(
        SqlState.UNREACHABLE, role.missing() + ": " + named() + ": " + why + ". " + next + ".");
  }

  private RefusedException refused(String why, String next) {
    return new RefusedException(
        SqlState.CREDENTIAL_REFUSED, role.missing() + ": " + why + ". " + next + ".");
  }

  /** Without the arguments: one of them may be a secret. */
  private String named() {
    return role.name() + " " + argv.get(0);
  }
}
