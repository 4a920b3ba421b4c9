package io.jitjdbc.credential.aws;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host that a token is made for: it is part of what is signed. */
record RdsAddress(Engine engine, String host, int port) {
  private static final Pattern TARGET =
      Pattern.compile(
          "jdbc:(postgresql|mysql|mariadb)://([A-Za-z0-9.-]{1,253})(?::(\\d{1,5}))?(/.*)?");
  private static final String NAME = "([a-z]{2}(?:-[a-z]+)+-\\d{1,2})";
  private static final Pattern REGION =
      Pattern.compile(
          "\\.(?:"
              + NAME
              + "\\.rds\\.amazonaws\\.com(?:\\.cn)?|rds\\."
              + NAME
              + "\\.amazonaws\\.com\\.cn)$");

  /** How a driver is told to verify the server before it sends the token. */
  enum Engine {
    POSTGRESQL(5432, "sslmode", "verify-full"),
    MYSQL(3306, "sslMode", "VERIFY_IDENTITY"),
    MARIADB(3306, "sslMode", "verify-full");

    private final int port;
    private final String property;
    private final String value;

    Engine(int port, String property, String value) {
      this.port = port;
      this.property = property;
      this.value = value;
    }

    Map<String, String> tls() {
      return Map.of(property, value);
    }
  }

  static RdsAddress of(String target) throws RefusedException {
    Matcher matcher = TARGET.matcher(target);
    if (!matcher.matches()) {
      throw new RefusedException(
          SqlState.UNREACHABLE,
          "No lease: the aws-rds broker makes tokens for one host of PostgreSQL, MySQL or MariaDB,"
              + " as in jdbc:postgresql://host:5432/database, not for "
              + target.replaceAll("\\p{C}", "?")
              + ". Connect there.");
    }
    Engine engine = Engine.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    int port = matcher.group(3) == null ? engine.port : Integer.parseInt(matcher.group(3));
    return new RdsAddress(engine, matcher.group(2).toLowerCase(Locale.ROOT), port);
  }

  /** The region that is part of RDS's own host names. */
  Optional<String> region() {
    Matcher matcher = REGION.matcher(host);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.ofNullable(matcher.group(1)).or(() -> Optional.of(matcher.group(2)));
  }
}
