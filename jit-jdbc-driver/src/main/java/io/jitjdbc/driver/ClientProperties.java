package io.jitjdbc.driver;

import io.jitjdbc.enforcement.Session;
import java.sql.ClientInfoStatus;
import java.sql.SQLClientInfoException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an application may tell us about itself through {@code setClientInfo}. */
final class ClientProperties {
  static final String PURPOSE = "jit.purpose";
  private static final String PREFIX = "jit.";

  private ClientProperties() {}

  static boolean isOurs(String name) {
    return name != null && name.startsWith(PREFIX);
  }

  /** Takes the value if it is for us. */
  static boolean apply(Session session, String name, @Nullable String value)
      throws SQLClientInfoException {
    if (!isOurs(name)) {
      refuseComment(name, name);
      refuseComment(name, value == null ? "" : value);
      return false;
    }
    if (!name.equals(PURPOSE)) {
      throw new SQLClientInfoException(
          name + " is not client info of jit-jdbc; there is " + PURPOSE,
          Map.of(name, ClientInfoStatus.REASON_UNKNOWN_PROPERTY));
    }
    session.purpose(value == null ? "" : value);
    return true;
  }

  /** MySQL's driver puts client info into a comment before each statement, as it is. */
  private static void refuseComment(String name, String text) throws SQLClientInfoException {
    if (text.contains("*/") || text.contains("/*")) {
      throw new SQLClientInfoException(
          "client info may not hold the signs of a comment",
          Map.of(name, ClientInfoStatus.REASON_VALUE_INVALID));
    }
  }

  static @Nullable String read(Session session, String name) {
    return name.equals(PURPOSE) ? session.purpose() : null;
  }
}
