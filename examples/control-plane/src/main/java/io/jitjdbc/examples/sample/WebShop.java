package io.jitjdbc.examples.sample;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;

/**
 * What an application in another process needs of its surroundings: a database on a port of this
 * machine, and a token that says who it is.
 */
final class WebShop implements AutoCloseable {
  private static final String DATABASE = "mem:web-shop";
  private static final int PASSWORD_BYTES = 16;
  private static final int TOKEN_MINUTES = 30;

  private final int port;
  private final String password;
  private final Connection owner;
  private final Server server;
  private final ScheduledExecutorService renewal;

  private WebShop(int port, String password, SamplePeople people) throws SQLException {
    this.port = port;
    this.password = password;
    // Whoever comes by the port can only open what is there.
    this.owner = DriverManager.getConnection("jdbc:h2:" + DATABASE, "OWNER", password);
    this.server = Server.createTcpServer("-tcpPort", String.valueOf(port)).start();
    this.renewal =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              var thread = new Thread(work, "token of the web shop");
              thread.setDaemon(true);
              return thread;
            });
    SampleFiles.owner(password);
    var unused =
        renewal.scheduleAtFixedRate(
            () -> SampleFiles.token(people.token(SamplePeople.WEB_SHOP)),
            TOKEN_MINUTES,
            TOKEN_MINUTES,
            TimeUnit.MINUTES);
    SampleFiles.token(people.token(SamplePeople.WEB_SHOP));
  }

  static WebShop open(int port, SamplePeople people) {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    try {
      return new WebShop(port, HexFormat.of().formatHex(random), people);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the web shop's database could not be served on port "
              + port
              + ": -Dsample.database-port names another",
          e);
    }
  }

  String url() {
    return "jdbc:h2:tcp://localhost:" + port + '/' + DATABASE;
  }

  /** The owner's. */
  String password() {
    return password;
  }

  @Override
  public void close() {
    renewal.shutdownNow();
    server.stop();
    try {
      owner.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
