package io.jitjdbc.remote;

import io.jitjdbc.settings.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;

/**
 * Addresses that keys, tokens and logins may be fetched from: whoever can change what comes back in
 * transit signs for anyone.
 */
public final class ServiceAddress {
  /** As a setting. */
  public static final Kind<URI> KIND =
      new Kind<>(
          "an https URL without query, or http to this machine itself",
          List.of(),
          ServiceAddress::parse);

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private ServiceAddress() {}

  /** Whether nobody on the way can change what comes from there. */
  public static boolean isSafe(URI address) {
    String host = address.getHost();
    return host != null
        && ("https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && LOOPBACK.contains(host)));
  }

  private static URI parse(String text) {
    try {
      URI address = new URI(text);
      if (isSafe(address) && address.getQuery() == null && address.getFragment() == null) {
        return address;
      }
      throw new IllegalArgumentException();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
