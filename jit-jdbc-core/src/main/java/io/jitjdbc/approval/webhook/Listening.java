package io.jitjdbc.approval.webhook;

import io.jitjdbc.access.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the listener when the first request is filed: a desk alone, as on the command line, must
 * not take the port from the process whose statements wait.
 */
final class Listening implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Optional<HostAndPort> at;
  private final Deliveries deliveries;
  private @Nullable Callback callback;

  Listening(Optional<HostAndPort> at, Deliveries deliveries) {
    this.at = at;
    this.deliveries = deliveries;
  }

  /**
   * Listens from now on, if it is to.
   *
   * @throws RefusedException if it cannot: answers would not arrive
   */
  synchronized void begin() throws RefusedException {
    if (at.isEmpty() || callback != null) {
      return;
    }
    try {
      InetAddress host = InetAddress.getByName(at.get().host());
      callback = Callback.open(new InetSocketAddress(host, at.get().port()), deliveries, LIMIT);
    } catch (IOException e) {
      throw RefusedException.denied(
          "nobody was asked for an approval: no answer could be received at "
              + at.get()
              + " ("
              + e.getClass().getSimpleName()
              + "). Check that jit.approval.webhook.callback is an address of this machine whose"
              + " port no other process uses");
    }
  }

  @Override
  public synchronized void close() {
    if (callback != null) {
      callback.close();
    }
  }
}
