package io.jitjdbc.clients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Everything that anybody in this process logs while it is open: ours, the vendors' drivers, the
 * pools and the JDK, each at its finest level. Not what the servers on the other side log.
 */
final class EveryLogger extends Handler implements AutoCloseable {
  /** These have levels of their own in the tests' configuration, and may not exist yet. */
  private static final List<String> QUIETENED = List.of("", "org.mariadb.jdbc", "org.postgresql");

  private static final List<String> OTHER_SIDE =
      List.of("sun.net.httpserver", "com.sun.net.httpserver", "no.nav", "io.zonky", "ch.vorburger");

  private final Map<Logger, Level> levels = new HashMap<>();
  private final Map<Handler, Level> printed = new HashMap<>();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Logger root = Logger.getLogger("");

  EveryLogger() {
    setLevel(Level.ALL);
    for (Handler handler : root.getHandlers()) {
      printed.put(handler, handler.getLevel());
      handler.setLevel(Level.OFF);
    }
    var names = new ArrayList<>(QUIETENED);
    names.addAll(Collections.list(LogManager.getLogManager().getLoggerNames()));
    names.stream().map(Logger::getLogger).forEach(this::raise);
    root.setLevel(Level.ALL);
    root.addHandler(this);
  }

  private void raise(Logger logger) {
    if (logger.getLevel() != null && !levels.containsKey(logger)) {
      levels.put(logger, logger.getLevel());
      logger.setLevel(Level.ALL);
    }
  }

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void publish(LogRecord entry) {
    String logger = String.valueOf(entry.getLoggerName());
    boolean isTheOtherSide =
        OTHER_SIDE.stream().anyMatch(logger::startsWith)
            || Thread.currentThread().getName().startsWith("test-");
    if (!isTheOtherSide) {
      lines.add(logger + ": " + formatter.format(entry) + Arrays.toString(entry.getParameters()));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    levels.forEach(Logger::setLevel);
    printed.forEach(Handler::setLevel);
  }
}
