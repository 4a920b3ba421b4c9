package io.jitjdbc.cli.audit;

import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How fast a session is told. */
final class Pace {
  private final double factor;
  private final boolean steps;
  private final InputStream in;
  private final PrintWriter prompt;
  private @Nullable Instant last;
  private boolean isOver;

  private Pace(double factor, boolean steps, InputStream in, PrintWriter prompt) {
    this.factor = factor;
    this.steps = steps;
    this.in = in;
    this.prompt = prompt;
  }

  /** By its word: at-once, as-it-was, step, or x with a number. */
  static Pace of(String word, InputStream in, PrintWriter prompt) {
    return switch (word) {
      case "at-once" -> new Pace(0, false, in, prompt);
      case "as-it-was" -> new Pace(1, false, in, prompt);
      case "step" -> new Pace(0, true, in, prompt);
      default -> new Pace(factor(word), false, in, prompt);
    };
  }

  private static double factor(String word) {
    try {
      double factor = word.startsWith("x") ? Double.parseDouble(word.substring(1)) : 0;
      if (factor > 0 && factor < Double.POSITIVE_INFINITY) {
        return factor;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new InvalidSettingException(
        "--speed has to be at-once, as-it-was, step, or a number such as x10");
  }

  /** Waits for the next entry's time, or for the reader; false if the reader has enough. */
  boolean next(Instant time) throws IOException {
    Instant before = last == null ? time : last;
    last = time;
    if (steps) {
      return !isOver && step();
    }
    long millis = Duration.between(before, time).toMillis();
    if (factor > 0 && millis > 0) {
      try {
        Thread.sleep((long) (millis / factor));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the replay was interrupted");
      }
    }
    return true;
  }

  private boolean step() throws IOException {
    prompt.print("-- Enter for the next, q to stop -- ");
    prompt.flush();
    int first = in.read();
    for (int c = first; c >= 0 && c != '\n'; c = in.read()) {
      // The rest of the line says nothing more.
    }
    isOver = first < 0 || first == 'q';
    return !isOver;
  }
}
