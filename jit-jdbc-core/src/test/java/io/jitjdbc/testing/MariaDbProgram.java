package io.jitjdbc.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the server program; the same way as root and as anyone else, and on every platform. */
final class MariaDbProgram {
  private static final List<String> SYSTEM_TABLES =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql",
          "maria_add_gis_sp_bootstrap.sql",
          "mariadb_sys_schema.sql");

  private final Path binaries;
  private final Path share;
  private final Path data;
  private final Path log;
  private final Path socket;

  MariaDbProgram(Path binaries, Path directory) throws IOException {
    this.binaries = binaries;
    this.share = requireNonNull(find(binaries.resolve("share"), SYSTEM_TABLES.get(0)).getParent());
    this.data = Files.createDirectory(directory.resolve("data"));
    this.log = directory.resolve("log");
    this.socket = directory.resolve("socket");
  }

  /**
   * What the vendor's install script does, less the script, which is another one on each platform,
   * and less anonymous users, test databases and the texts of HELP.
   */
  void installSystemTables(TestLogin administrator) throws IOException, InterruptedException {
    Process bootstrap = start("--bootstrap", "--log-warnings=0");
    try (OutputStream sql = bootstrap.getOutputStream()) {
      write(sql, "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n");
      for (String file : SYSTEM_TABLES) {
        Files.copy(share.resolve(file), sql);
      }
      write(
          sql,
          """
          UPDATE global_priv SET Priv = JSON_SET(Priv, '$.plugin', 'mysql_native_password', \
          '$.authentication_string', PASSWORD('%s')) WHERE User = '%s';
          """
              .formatted(administrator.password(), administrator.user()));
    }
    if (bootstrap.waitFor() != 0) {
      throw failure("could not install its system tables");
    }
  }

  Process listen(int port) throws IOException {
    return start(
        "--port=" + port,
        "--bind-address=127.0.0.1",
        "--skip-name-resolve",
        "--socket=" + socket,
        "--innodb-flush-log-at-trx-commit=0");
  }

  IOException failure(String what) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    List<String> last = lines.subList(Math.max(0, lines.size() - 15), lines.size());
    return new IOException("MariaDB " + what + "\n" + String.join("\n", last));
  }

  private Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(find(binaries.resolve("bin"), "mariadbd", "mysqld.exe").toString());
    command.add("--no-defaults");
    command.add("--basedir=" + binaries);
    command.add("--datadir=" + data);
    command.add("--tmpdir=" + data.getParent());
    command.add("--lc-messages-dir=" + share);
    command.add("--innodb-log-file-size=16M");
    if (System.getProperty("user.name").equals("root")) {
      command.add("--user=root"); // else the server refuses to run as root
    }
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static void write(OutputStream out, String sql) throws IOException {
    out.write(sql.getBytes(StandardCharsets.UTF_8));
  }

  private static Path find(Path directory, String... names) throws IOException {
    List<String> wanted = List.of(names);
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> wanted.contains(path.getFileName().toString()))
          .findFirst()
          .orElseThrow(() -> new IOException("no " + names[0] + " below " + directory));
    }
  }
}
