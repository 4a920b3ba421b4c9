package io.jitjdbc.credential.mint;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A URL that leads to a server: {@code jdbc:kind://hosts/database?properties}. Two that lead to the
 * same place by the same names are told to do so; what a name resolves to is not asked.
 *
 * @param scheme with the colon at its end
 * @param hosts as they are written
 * @param database as it is written; may be empty
 * @param properties with their question mark, or empty
 */
record ServerUrl(String scheme, String hosts, String database, String properties) {
  private static final Pattern FORM =
      Pattern.compile("(jdbc:[a-z]+:(?:[a-z]+:)?)//([^/?@]*)(?:/([^?/]*))?(\\?.*)?");
  private static final Pattern WITH_PORT = Pattern.compile(".*:\\d+");

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it has another form
   */
  static ServerUrl of(String url) {
    Matcher matcher = FORM.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a URL that names a server");
    }
    return new ServerUrl(
        matcher.group(1), matcher.group(2), orEmpty(matcher, 3), orEmpty(matcher, 4));
  }

  private static String orEmpty(Matcher matcher, int group) {
    return matcher.start(group) < 0 ? "" : matcher.group(group);
  }

  /** The place, in one way of the many in which it can be written. */
  String place(String defaultPort) {
    String places =
        Arrays.stream(hosts.split(",", -1))
            .map(host -> place(host.trim().toLowerCase(Locale.ROOT), defaultPort))
            .collect(Collectors.joining(","));
    return scheme + "//" + places + "/" + decoded(database);
  }

  /** The server without a database, for those who may enter none. */
  String withoutDatabase() {
    return scheme + "//" + hosts + "/" + properties;
  }

  private static String place(String host, String defaultPort) {
    if (host.startsWith("address=") || WITH_PORT.matcher(host).matches()) {
      return host;
    }
    return (host.isEmpty() ? "localhost" : host) + ":" + defaultPort;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Not an escape, then.
      return text;
    }
  }
}
