package io.jitjdbc.enforcement;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of this machine by which others reach it. Machines move between networks. */
final class OwnAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(OwnAddresses.class);
  private static final Duration GOOD_FOR = Duration.ofSeconds(30);
  private static volatile Seen last = new Seen(List.of(), 0, false);

  private OwnAddresses() {}

  private record Seen(List<InetAddress> addresses, long at, boolean looked) {
    boolean isFresh(long now) {
      return looked && now - at < GOOD_FOR.toNanos();
    }
  }

  static List<InetAddress> now() {
    long now = System.nanoTime();
    Seen seen = last;
    if (!seen.isFresh(now)) {
      seen = new Seen(look(), now, true);
      last = seen;
    }
    return seen.addresses();
  }

  private static List<InetAddress> look() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .toList();
    } catch (SocketException e) {
      LOG.warn("The addresses of this machine cannot be told: {}", e.getMessage());
      return List.of();
    }
  }
}
