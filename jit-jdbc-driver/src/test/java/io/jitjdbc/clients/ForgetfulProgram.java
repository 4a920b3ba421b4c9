package io.jitjdbc.clients;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A program that connects and ends without closing anything. */
final class ForgetfulProgram {
  private ForgetfulProgram() {}

  /** Another process with the same class path. */
  static Process start(String url, Path settings) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ForgetfulProgram.class.getName(),
            url,
            settings.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  public static void main(String[] arguments) throws SQLException, IOException {
    var settings = new Properties();
    try (Reader text = Files.newBufferedReader(Path.of(arguments[1]))) {
      settings.load(text);
    }
    Connection connection = DriverManager.getConnection(arguments[0], settings);
    System.out.println(connection.getMetaData().getUserName());
  }
}
