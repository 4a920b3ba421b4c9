package io.jitjdbc.spring.server;

import io.jitjdbc.testing.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands each connection to the next instance that takes it, as load balancers on TCP do. */
final class LoadBalancer implements AutoCloseable {
  private static final int CONNECT_MILLIS = 1000;

  private final ServerSocket entrance;
  private final List<Integer> ports = new CopyOnWriteArrayList<>();
  private final AtomicInteger next = new AtomicInteger();

  LoadBalancer() throws IOException {
    this.entrance = new ServerSocket(FreePort.find(), 200, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
  }

  void add(int port) {
    ports.add(port);
  }

  /** No new connection goes there; what goes through already goes on. */
  void remove(int port) {
    ports.remove(Integer.valueOf(port));
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket caller = entrance.accept();
        start(() -> serve(caller));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket caller) {
    List<Integer> all = List.copyOf(ports);
    for (int attempt = 0; attempt < all.size(); attempt++) {
      int port = all.get(Math.floorMod(next.getAndIncrement(), all.size()));
      try {
        var called = new Socket();
        called.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        start(() -> pump(called, caller));
        pump(caller, called);
        return;
      } catch (IOException e) {
        // The next one.
      }
    }
    hangUp(caller);
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Hung up.
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone.
    }
  }

  private static void start(Runnable task) {
    var thread = new Thread(task, "balancer");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
