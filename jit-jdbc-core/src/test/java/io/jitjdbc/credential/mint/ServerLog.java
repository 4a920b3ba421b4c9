package io.jitjdbc.credential.mint;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the embedded PostgreSQL server writes into its log, which its library hands on as ours. */
final class ServerLog extends Handler implements AutoCloseable {
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger logger = Logger.getLogger("io.zonky.test");
  private final Level before = logger.getLevel();
  private final boolean wasHandedOn = logger.getUseParentHandlers();

  private ServerLog() {}

  static ServerLog ofPostgreSql() {
    assumeTrue(
        !"docker".equals(System.getProperty("jit.test.databases")),
        "the log of a server in a container is out of reach");
    var log = new ServerLog();
    log.logger.setLevel(Level.ALL);
    log.logger.setUseParentHandlers(false);
    log.logger.addHandler(log);
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
    logger.removeHandler(this);
    logger.setUseParentHandlers(wasHandedOn);
    logger.setLevel(before);
  }
}
