package io.jitjdbc.testing;

import java.util.Arrays;
import java.util.Locale;
import org.opentest4j.TestAbortedException;

/**
 * Where the servers of PostgreSQL, MariaDB and MySQL come from: the system property {@code
 * jit.test.databases}.
 *
 * <ul>
 *   <li>{@code auto}, the default: Docker where it is present, else the embedded servers;
 *   <li>{@code docker}: Docker alone, and the test fails without it;
 *   <li>{@code embedded}: the embedded servers alone, and a test that wants MySQL is aborted;
 *   <li>{@code none}: H2 alone, and every test that wants a server is aborted.
 * </ul>
 */
enum ServerSource {
  AUTO {
    @Override
    ServerAddress start(DatabaseProduct product) {
      return (DockerServers.arePresent() ? DOCKER : EMBEDDED).start(product);
    }
  },
  DOCKER {
    @Override
    ServerAddress start(DatabaseProduct product) {
      return DockerServers.start(product);
    }
  },
  EMBEDDED {
    @Override
    ServerAddress start(DatabaseProduct product) {
      return EmbeddedServers.start(product);
    }
  },
  NONE {
    @Override
    ServerAddress start(DatabaseProduct product) {
      throw new TestAbortedException(product + " is not served: " + PROPERTY + "=none");
    }
  };

  static final String PROPERTY = "jit.test.databases";

  abstract ServerAddress start(DatabaseProduct product);

  static ServerSource configured() {
    return named(System.getProperty(PROPERTY, "auto"));
  }

  static ServerSource named(String name) {
    return Arrays.stream(values())
        .filter(source -> source.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s=%s: use auto, docker, embedded or none".formatted(PROPERTY, name)));
  }
}
