package io.jitjdbc.credential;

import static java.util.Objects.requireNonNull;

/** A database login. A class and not a record, because a record prints its fields. */
public final class DatabaseCredential {
  private final String user;
  private final String password;

  public DatabaseCredential(String user, String password) {
    this.user = requireNonNull(user);
    this.password = requireNonNull(password);
  }

  public String user() {
    return user;
  }

  /** The password: hand it to the database driver, to nothing else. */
  public String revealPassword() {
    return password;
  }

  @Override
  public String toString() {
    return "user=" + user + ", password=***";
  }
}
