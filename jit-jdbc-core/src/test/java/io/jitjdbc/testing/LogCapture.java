package io.jitjdbc.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged at any level while it is open, by whomever. */
public final class LogCapture implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final ReceivedTexts ours = new ReceivedTexts();
  private final Handler handler = new Lines();

  private LogCapture() {}

  /** Begins to listen. */
  public static LogCapture open() {
    var capture = new LogCapture();
    capture.handler.setLevel(Level.ALL);
    capture.root.addHandler(capture.handler);
    capture.root.setLevel(Level.ALL);
    return capture;
  }

  /** All of it, with stack traces. */
  public String text() {
    return String.join("\n", lines);
  }

  /**
   * Listens no more.
   *
   * @throws AssertionError if the product has logged a secret, at whatever level
   */
  @Override
  public void close() {
    root.setLevel(before);
    root.removeHandler(handler);
    ours.requireClean();
  }

  private final class Lines extends Handler {
    private final Formatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord entry) {
      // The server that plays the other side shows whatever it likes.
      if (!String.valueOf(entry.getLoggerName()).contains("sun.net.httpserver")) {
        String line = formatter.format(entry);
        lines.add(line);
        lookIn(entry, line);
      }
    }

    private void lookIn(LogRecord entry, String line) {
      // Vendors' drivers and test servers show what they like at their finest levels.
      if (String.valueOf(entry.getLoggerName()).startsWith("io.jitjdbc.")) {
        ours.look(entry.getLoggerName(), line);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
