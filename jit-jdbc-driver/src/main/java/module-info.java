/** The driver behind {@code jdbc:jit:} URLs, and its command line. */
@SuppressWarnings("module")
module io.jitjdbc.driver {
  requires com.nimbusds.jose.jwt;
  requires transitive io.jitjdbc.core;
  requires java.sql.rowset;
  requires static info.picocli;

  exports io.jitjdbc.driver;
  exports io.jitjdbc.driver.settings to
      io.jitjdbc.spring;

  opens io.jitjdbc.cli to
      info.picocli;
  opens io.jitjdbc.cli.audit to
      info.picocli;
  opens io.jitjdbc.cli.vendor to
      info.picocli;

  provides java.sql.Driver with
      io.jitjdbc.driver.JitDriver;
}
