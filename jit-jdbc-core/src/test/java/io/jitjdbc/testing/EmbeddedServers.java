package io.jitjdbc.testing;

import java.io.IOException;
import java.util.Locale;
import org.opentest4j.TestAbortedException;

/** Starts servers from the binaries that the build's operating system profile put on the path. */
final class EmbeddedServers {
  private EmbeddedServers() {}

  static ServerAddress start(DatabaseProduct product) {
    try {
      return switch (product) {
        case POSTGRESQL -> EmbeddedPostgreSql.start();
        case MARIADB -> EmbeddedMariaDb.start();
        case MYSQL ->
            throw new TestAbortedException(
                "MYSQL is served by Docker alone, which is not here or not asked for");
        case H2 -> throw new IllegalStateException("H2 has no server");
      };
    } catch (IOException | RuntimeException e) {
      throw e instanceof TestAbortedException aborted ? aborted : refusal(product, e);
    }
  }

  /**
   * On the platform that CI runs on a missing server is a broken build, elsewhere a skipped test.
   */
  private static RuntimeException refusal(DatabaseProduct product, Exception cause) {
    String reason =
        "no embedded %s server here: %s; start Docker, or skip with -D%s=none"
            .formatted(product, cause.getMessage(), ServerSource.PROPERTY);
    return isLinuxAmd64()
        ? new IllegalStateException(reason, cause)
        : new TestAbortedException(reason, cause);
  }

  private static boolean isLinuxAmd64() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
        && System.getProperty("os.arch").equals("amd64");
  }
}
