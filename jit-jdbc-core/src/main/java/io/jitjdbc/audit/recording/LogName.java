package io.jitjdbc.audit.recording;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.UUID;

/**
 * What a new log is called: host, process, and a UUID of version 7 (RFC 9562), so that names sort
 * by time and never meet.
 */
record LogName(String host, long process, UUID id) {
  private static final int MOST_OF_HOST = 40;

  static LogName fresh(long now) {
    return new LogName(hostName(), ProcessHandle.current().pid(), uuid(now));
  }

  private static UUID uuid(long now) {
    var random = new SecureRandom();
    long high = now << 16 | 0x7000 | random.nextInt(1 << 12);
    long low = random.nextLong() >>> 2 | 1L << 63;
    return new UUID(high, low);
  }

  /** The local name alone: nobody is asked. */
  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** As a file name, whatever the host is called. */
  @Override
  public String toString() {
    String plain = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    String shortened = plain.substring(0, Math.min(MOST_OF_HOST, plain.length()));
    return shortened + '-' + process + '-' + id;
  }
}
