package io.jitjdbc.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that can be shut, as if the server were down, and opened again. */
public final class Relay implements AutoCloseable {
  private final URI server;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket entrance;

  private Relay(URI server, ServerSocket entrance) {
    this.server = server;
    this.port = entrance.getLocalPort();
    this.entrance = entrance;
  }

  /** To the server of that URL. */
  public static Relay to(String jdbcUrl) throws IOException {
    var entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var relay = new Relay(URI.create(jdbcUrl.substring("jdbc:".length())), entrance);
    relay.start(() -> relay.accept(entrance));
    return relay;
  }

  /** The same URL by this way. */
  public String url() {
    return "jdbc:%s://127.0.0.1:%d%s".formatted(server.getScheme(), port, server.getPath());
  }

  /** Ends what goes through, and lets nothing in. */
  public void shut() throws IOException {
    entrance.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** Lets in again. */
  public void open() throws IOException {
    var again = new ServerSocket();
    again.setReuseAddress(true);
    again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    entrance = again;
    start(() -> accept(again));
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket caller = from.accept();
        if (from.isClosed()) {
          // It came in at the very moment that the door was shut.
          caller.close();
          return;
        }
        var called = new Socket(server.getHost(), server.getPort());
        // What has come goes on at once, or it would be far slower than the server itself.
        caller.setTcpNoDelay(true);
        called.setTcpNoDelay(true);
        open.add(caller);
        open.add(called);
        start(() -> pump(caller, called));
        start(() -> pump(called, caller));
      }
    } catch (IOException e) {
      // Shut.
    }
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

  private void start(Runnable task) {
    var thread = new Thread(task, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      shut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
