package io.jitjdbc.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that this process logs, at every level, from when it is opened. Thread-safe. */
public final class LoggedText extends Handler implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final StringWriter text = new StringWriter();
  private final ReceivedTexts ours = new ReceivedTexts();
  private final PrintWriter lines = new PrintWriter(text);
  private final Level before = ROOT.getLevel();

  private LoggedText() {
    setLevel(Level.ALL);
    setFormatter(new SimpleFormatter());
  }

  /** From now on. */
  public static LoggedText record() {
    var recorded = new LoggedText();
    ROOT.addHandler(recorded);
    ROOT.setLevel(Level.ALL);
    return recorded;
  }

  /** What was logged until now. */
  public synchronized String text() {
    lines.flush();
    return text.toString();
  }

  @Override
  public synchronized void publish(LogRecord record) {
    String line = getFormatter().format(record);
    lines.println(line);
    // Vendors' drivers and test servers show what they like at their finest levels.
    if (String.valueOf(record.getLoggerName()).startsWith("io.jitjdbc.")) {
      ours.look(record.getLoggerName(), line);
    }
  }

  @Override
  public void flush() {}

  /**
   * Listens no more.
   *
   * @throws AssertionError if the product has logged a secret, at whatever level
   */
  @Override
  public void close() {
    ROOT.removeHandler(this);
    ROOT.setLevel(before);
    ours.requireClean();
  }
}
