package io.jitjdbc.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** Who a store's own connection belongs to. Shows nothing of the password. */
final class Login {
  private final String user;
  private final String password;
  private final Optional<Path> passwordFile;

  Login(String user, String password, Optional<Path> passwordFile) {
    this.user = user;
    this.password = password;
    this.passwordFile = passwordFile;
  }

  /** What a driver wants to be told; the file is read now, so that a new password is picked up. */
  Properties properties() throws SQLException {
    var properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    String secret = passwordFile.isPresent() ? read(passwordFile.get()) : password;
    if (!secret.isEmpty()) {
      properties.setProperty("password", secret);
    }
    return properties;
  }

  private static String read(Path file) throws SQLException {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new SQLException("the password file " + file + " cannot be read", "28000", e);
    }
  }

  @Override
  public String toString() {
    return "login of " + user;
  }
}
