package io.jitjdbc.policy.yaml;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of addresses in CIDR notation (RFC 4632, RFC 4291), such as 10.0.0.0/8. */
record Network(String text, InetAddress first, int bits) {
  /** Nothing that could be a name, so that nobody is asked for its address. */
  private static final Pattern CIDR =
      Pattern.compile("([0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/([0-9]{1,3})");

  /** The range that a text means, if it means one. */
  static Optional<Network> of(String text) {
    Matcher parts = CIDR.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      InetAddress first = InetAddress.getByName(parts.group(1));
      int bits = Integer.parseInt(parts.group(2));
      return bits <= first.getAddress().length * Byte.SIZE && isWhole(parts.group(1))
          ? Optional.of(new Network(text, first, bits))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** To the JDK, 10.1 is an address as well. */
  private static boolean isWhole(String address) {
    return address.contains(":") || address.split("\\.", -1).length == 4;
  }

  boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    int whole = bits / Byte.SIZE;
    if (mine.length != other.length || !Arrays.equals(mine, 0, whole, other, 0, whole)) {
      return false;
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((mine[whole] ^ other[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
  }
}
