package io.jitjdbc.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports below those that systems hand out by themselves: one of these could be taken meanwhile. */
public final class FreePort {
  private FreePort() {}

  public static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody else's; there are others.
      }
    }
  }
}
