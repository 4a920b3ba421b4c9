package io.jitjdbc.testing;

import java.util.UUID;

/** A user and a password of a test database. The text form leaves the password out. */
public record TestLogin(String user, String password) {

  static TestLogin withRandomPassword(String user) {
    return new TestLogin(user, UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return user + " (password=***)";
  }
}
