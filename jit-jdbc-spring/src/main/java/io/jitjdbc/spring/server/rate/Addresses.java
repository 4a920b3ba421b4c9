package io.jitjdbc.spring.server.rate;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Where somebody calls from. */
final class Addresses {
  private static final int NETWORK_BYTES = 8;

  private Addresses() {}

  /** Of IPv6, the network: whoever has one address there has all of them. */
  static String of(HttpServletRequest request) {
    String text = request.getRemoteAddr();
    if (text.indexOf(':') < 0) {
      return text;
    }
    try {
      // Has a colon, so that no name is looked up.
      InetAddress address = InetAddress.getByName(text);
      return address instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
          : address.getHostAddress();
    } catch (UnknownHostException e) {
      return text;
    }
  }
}
