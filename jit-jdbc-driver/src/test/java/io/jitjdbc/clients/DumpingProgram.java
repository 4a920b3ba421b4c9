package io.jitjdbc.clients;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.driver.JitDataSource;
import java.io.IOException;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * A program that uses a pool and closes it, and dumps what is reachable in its memory before and
 * after. It prints with which passwords it was connected, backwards, and knows no other secret.
 */
final class DumpingProgram {
  static final String OPEN = "open.hprof";
  static final String CLOSED = "closed.hprof";

  private DumpingProgram() {}

  /** Another process with the same class path and little memory, so that its dumps are small. */
  static Process start(String url, Path settings) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DumpingProgram.class.getName(),
                url,
                settings.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws SQLException, IOException {
    Path settings = Path.of(arguments[1]);
    JitDataSource source = source(arguments[0], settings);
    var config = new HikariConfig();
    config.setDataSource(source);
    // A second one would be opened in the background, and could still be on its way at the end.
    config.setMaximumPoolSize(1);
    var pool = new HikariDataSource(config);
    use(pool, settings.resolveSibling(OPEN));
    pool.close();
    source.close();
    System.gc();
    dump(settings.resolveSibling(CLOSED));
    // Asked now, so that the dump has found them: a program may well keep what it has closed.
    if (!pool.isClosed() || source.getUrl().isEmpty()) {
      throw new IllegalStateException();
    }
    PasswordWatch.backwards().values().forEach(System.out::println);
  }

  /** Apart, because what a method has held can be reached until it returns. */
  private static void use(DataSource pool, Path dump) throws SQLException, IOException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM customers")) {
      rows.next();
      dump(dump);
    }
  }

  private static JitDataSource source(String url, Path file) throws IOException {
    var settings = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      settings.load(text);
    }
    var source = new JitDataSource();
    source.setUrl(url);
    source.setProperties(settings);
    return source;
  }

  private static void dump(Path file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
  }
}
