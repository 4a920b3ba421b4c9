package io.jitjdbc.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts a program that outlives the call, such as a browser, without a shell. */
public final class Launch {
  private static final Duration LOOK = Duration.ofSeconds(2);

  private Launch() {}

  /**
   * Starts the program with its output dropped, and leaves it alone.
   *
   * @throws IOException if it cannot be started, or fails within two seconds
   * @throws InterruptedIOException if the thread was interrupted, and still is
   */
  public static void of(List<String> argv) throws IOException {
    Process process =
        new ProcessBuilder(argv)
            .redirectInput(Redirect.PIPE)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    try {
      boolean ended = process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (ended && process.exitValue() != 0) {
        throw new IOException(argv.get(0) + " exited with code " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while starting " + argv.get(0));
    }
  }
}
