package io.jitjdbc.identity;

import io.jitjdbc.settings.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;

/** Addresses that keys may be fetched from: whoever can change them in transit signs for anyone. */
final class IssuerAddress {
  static final Kind<URI> KIND =
      new Kind<>(
          "an https URL without query, or http to this machine itself",
          List.of(),
          IssuerAddress::parse);

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private IssuerAddress() {}

  static boolean isSafe(URI address) {
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
