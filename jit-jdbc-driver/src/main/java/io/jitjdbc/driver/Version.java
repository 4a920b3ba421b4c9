package io.jitjdbc.driver;

/** The version of the driver, as JDBC counts it. */
final class Version {
  static final int MAJOR = 0;
  static final int MINOR = 1;

  private Version() {}
}
