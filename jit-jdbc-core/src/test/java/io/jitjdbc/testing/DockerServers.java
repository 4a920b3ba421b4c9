package io.jitjdbc.testing;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Starts servers in containers; Testcontainers removes them when the JVM ends. */
final class DockerServers {
  private DockerServers() {}

  static boolean arePresent() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  static ServerAddress start(DatabaseProduct product) {
    TestLogin administrator =
        TestLogin.withRandomPassword(product == DatabaseProduct.POSTGRESQL ? "postgres" : "root");
    JdbcDatabaseContainer<?> container = container(product);
    container.withUsername(administrator.user());
    container.withPassword(administrator.password());
    try {
      container.start();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "%s does not start in Docker: %s; use the embedded servers with -D%s=embedded"
              .formatted(container.getDockerImageName(), e.getMessage(), ServerSource.PROPERTY),
          e);
    }
    int port = container.getMappedPort(product == DatabaseProduct.POSTGRESQL ? 5432 : 3306);
    return new ServerAddress(product, container.getHost(), port, administrator);
  }

  private static JdbcDatabaseContainer<?> container(DatabaseProduct product) {
    return switch (product) {
      case POSTGRESQL -> new PostgreSQLContainer("postgres:17");
      case MARIADB -> new MariaDBContainer("mariadb:11.4");
      case MYSQL -> new MySQLContainer("mysql:8.4");
      case H2 -> throw new IllegalStateException("H2 has no server");
    };
  }
}
