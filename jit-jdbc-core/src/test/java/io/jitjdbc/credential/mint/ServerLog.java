package io.jitjdbc.credential.mint;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Everything that is logged in this JVM, and so what the embedded PostgreSQL server writes into its
 * own log: its library hands that on under a name that is another one for each server.
 */
final class ServerLog extends Handler implements AutoCloseable {
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final List<Handler> others = List.of(root.getHandlers());

  static ServerLog open() {
    var log = new ServerLog();
    log.others.forEach(log.root::removeHandler);
    log.root.addHandler(log);
    log.root.setLevel(Level.ALL);
    return log;
  }

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(String.valueOf(line.getMessage()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.setLevel(before);
    root.removeHandler(this);
    others.forEach(root::addHandler);
  }
}
