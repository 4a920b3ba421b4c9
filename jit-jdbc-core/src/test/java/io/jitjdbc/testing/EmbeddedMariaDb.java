package io.jitjdbc.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A MariaDB server with grants and without anonymous users; it stops when the JVM ends. */
final class EmbeddedMariaDb {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

  private EmbeddedMariaDb() {}

  static ServerAddress start() throws IOException {
    Path directory = Files.createTempDirectory("jit-mariadb-");
    try {
      TestLogin administrator = TestLogin.withRandomPassword("root");
      MariaDbProgram program = new MariaDbProgram(MariaDbBinaries.unpacked(), directory);
      program.installSystemTables(administrator);
      int port = freePort();
      Process server = program.listen(port);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, directory)));
      ServerAddress address =
          new ServerAddress(DatabaseProduct.MARIADB, "127.0.0.1", port, administrator);
      awaitReady(server, address, program);
      return address;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while MariaDB was starting", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(Process server, ServerAddress address, MariaDbProgram program)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!isReady(address)) {
      if (server.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw program.failure("ended with code " + server.exitValue());
      }
      if (System.nanoTime() > deadline) {
        throw program.failure("did not answer within " + START_TIMEOUT);
      }
    }
  }

  private static boolean isReady(ServerAddress address) {
    try (var connection = address.connect()) {
      return connection.isValid(0);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void stop(Process server, Path directory) {
    server.destroy();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
    }
    TemporaryDirectory.delete(directory);
  }
}
