package io.jitjdbc.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle in a class loader of its own, driven the way desktop tools and servers do it. */
class IsolatedLoaderIT {
  @TempDir Path directory;
  private JdkLog log;

  /** The default sink refuses to work where its lines would be dropped. */
  @BeforeEach
  void logEverything() {
    log = new JdkLog("io.jitjdbc");
  }

  @AfterEach
  void close() {
    log.close();
  }

  private static Driver driver(ClassLoader loader, String name) throws Exception {
    return Class.forName(name, true, loader)
        .asSubclass(Driver.class)
        .getConstructor()
        .newInstance();
  }

  private static Properties login(ToolDatabase database) {
    Properties login = database.settings();
    login.setProperty("user", "ana");
    login.setProperty("password", database.token());
    return login;
  }

  private static String email(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM people")) {
      assertThat(rows.next()).isTrue();
      return rows.getString("email");
    }
  }

  @Test
  void connectsWithNothingButTheVendorsJarBesideIt() throws Exception {
    try (URLClassLoader loader = Bundle.isolated(Bundle.file(), Bundle.h2());
        var database = new ToolDatabase(directory)) {
      database.create(driver(loader, "org.h2.Driver"));
      Driver driver = driver(loader, Bundle.DRIVER);

      assertThat(driver.acceptsURL(database.url())).isTrue();
      assertThat(driver.acceptsURL("jdbc:h2:mem:x")).isFalse();
      assertThat(driver.connect("jdbc:h2:mem:x", new Properties())).isNull();
      try (Connection connection = driver.connect(database.url(), login(database))) {
        assertThat(email(connection)).endsWith("@example.org").isNotEqualTo(ToolDatabase.EMAIL);
      }
      deregister(loader);
    }
  }

  @Test
  void tellsADialogItsPropertiesBeforeAnythingIsFilledIn() throws Exception {
    try (URLClassLoader loader = Bundle.isolated(Bundle.file(), Bundle.h2())) {
      Driver driver = driver(loader, Bundle.DRIVER);

      DriverPropertyInfo[] properties =
          driver.getPropertyInfo("jdbc:jit:h2:mem:x", new Properties());

      assertThat(properties)
          .extracting(property -> property.name)
          .contains("jit.broker", "jit.token", "jit.subject.oidc.issuer");
      assertThat(Stream.of(properties).filter(property -> property.name.equals("jit.broker")))
          .singleElement()
          .satisfies(
              broker ->
                  assertThat(broker.choices)
                      .containsExactly(
                          "aws-rds", "exec", "jit", "mint", "static", "token-exchange", "vault"));
      deregister(loader);
    }
  }

  @Test
  void needsNoDriverManager() throws Exception {
    try (URLClassLoader loader = Bundle.isolated(Bundle.file(), Bundle.h2())) {
      Driver driver = driver(loader, Bundle.DRIVER);

      assertThat(DriverManager.getDrivers().asIterator())
          .toIterable()
          .noneMatch(seen -> seen.getClass() == driver.getClass());
      deregister(loader);
    }
  }

  @Test
  void logsThroughTheJdk() throws Exception {
    try (URLClassLoader loader = Bundle.isolated(Bundle.file(), Bundle.h2());
        var database = new ToolDatabase(directory)) {
      database.create(driver(loader, "org.h2.Driver"));
      Driver driver = driver(loader, Bundle.DRIVER);
      driver.connect(database.url(), login(database)).close();
      deregister(loader);

      assertThat(log.text()).contains("session.opened").doesNotContain("canary");
    }
  }

  @Test
  void leavesNeitherThreadsNorClassesBehind() throws Exception {
    try (URLClassLoader vendor = Bundle.isolated(Bundle.h2());
        var database = new ToolDatabase(directory)) {
      database.create(driver(vendor, "org.h2.Driver"));
      Set<Thread> before = ourThreads();

      WeakReference<ClassLoader> gone = useAndDeregister(vendor, database);

      await().until(() -> before.containsAll(ourThreads()));
      displaceTheLastRecord();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                System.gc();
                return gone.get() == null;
              });
    }
  }

  /** A record that no other code compares. */
  private record Displacing(JdkLog component) {}

  /**
   * JDK 17 keeps, for all programs in it together, the type of the component that a record was last
   * made to compare, hash or print; it must not be one of the driver's.
   */
  private void displaceTheLastRecord() {
    var record = new Displacing(log);
    assertThat(record).isEqualTo(new Displacing(log)).hasSameHashCodeAs(new Displacing(log));
    assertThat(record.toString()).isNotEmpty();
  }

  private static Set<Thread> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("jit"))
        .collect(Collectors.toSet());
  }

  private static WeakReference<ClassLoader> useAndDeregister(
      ClassLoader vendor, ToolDatabase database) throws Exception {
    try (var loader = new URLClassLoader(Bundle.urls(Bundle.file()), vendor)) {
      Driver driver = driver(loader, Bundle.DRIVER);
      try (Connection connection = driver.connect(database.url(), login(database))) {
        assertThat(email(connection)).isNotEmpty();
        assertThat(ourThreads()).isNotEmpty();
      }
      deregister(loader);
      return new WeakReference<>(loader);
    }
  }

  /** Only a class that sees the driver may deregister it, so one is put below its loader. */
  private static void deregister(ClassLoader loader) throws Exception {
    try (var below =
        new URLClassLoader(Bundle.urls(Bundle.jarOf(IsolatedLoaderIT.class)), loader)) {
      Class<?> type = Class.forName(Deregistration.class.getName(), true, below);
      type.asSubclass(Runnable.class).getConstructor().newInstance().run();
    }
  }
}
