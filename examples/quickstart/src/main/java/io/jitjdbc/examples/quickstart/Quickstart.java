package io.jitjdbc.examples.quickstart;

import io.jitjdbc.examples.quickstart.AuditTrail.Event;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The main job of jit-jdbc, step by step, with real objects only. */
public final class Quickstart {
  private final World world;
  private final Terminal terminal;
  private final Optional<BufferedReader> reader;

  Quickstart(World world, Terminal terminal, Optional<BufferedReader> reader) {
    this.world = world;
    this.terminal = terminal;
    this.reader = reader;
  }

  /** Tells the story; {@code --interactive} lets the reader answer the access request. */
  public static void main(String[] args) throws Exception {
    boolean interactive =
        Stream.of("--interactive", "--interactive=true").anyMatch(List.of(args)::contains);
    // The masks' dots and the marks are no ASCII, whatever the platform's default is.
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    try (World world = World.create(Path.of("target", "quickstart"))) {
      new Quickstart(
              world,
              new Terminal(out, isColourful()),
              interactive ? Optional.of(in) : Optional.empty())
          .tell();
    }
  }

  // Java 22 to 24 have a console even where there is no terminal, hence the command's jdk.console.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isColourful() {
    return System.console() != null && System.getenv("NO_COLOR") == null;
  }

  void tell() throws Exception {
    terminal.title(
        "jit-jdbc quickstart",
        "An application changes jdbc:h2:mem:shop to jdbc:jit:h2:mem:shop. From then on its access is"
            + " just in time, decided, masked and recorded. This is what happens, here and now.");
    LocalIssuer issuer = world.issuer();
    var tokens =
        new Omar.Tokens(issuer.token("omar", "data-owners"), issuer.token("ana", "analysts"));
    Properties settings = world.settings(tokens.ana());
    introduce();
    try (Connection connection = connect(settings);
        ApproverDesk desk = ApproverDesk.open(issuer.url())) {
      work(connection, new Omar(desk, tokens, terminal, reader));
    }
    endLeases(settings);
    terminal.step(8, "The audit trail");
    new AuditDigest(terminal).print(world.trail());
  }

  private void work(Connection connection, Omar omar) throws Exception {
    var analyst = new Analyst(connection, terminal);
    terminal.step(3, "A report, as a developer would write it, and what ana sees");
    analyst.readsAReport();
    terminal.step(4, "Three ways round the masks");
    analyst.disguisesTheColumn();
    analyst.guessesByFiltering();
    analyst.goesBehindTheDriver();
    terminal.step(5, "An export pauses until somebody says yes");
    new BulkRead(connection, omar, terminal).into(world.file("customers.csv"));
    terminal.step(6, "What is refused, and why");
    analyst.isRefused(Analyst.SALARIES);
    analyst.isRefused(Analyst.DELETION);
    analyst.isRefused(Analyst.FILE);
  }

  private void introduce() throws SQLException {
    Shop shop = world.shop();
    terminal.step(1, "A shop, a token issuer and a policy");
    terminal.fact("shop", shop.inventory() + " in " + Shop.URL);
    terminal.fact("issuer", world.issuer().url() + "; ana is in analysts, omar in data-owners");
    terminal.fact("policy", world.policy().toString());
    printLogins();
  }

  private Connection connect(Properties settings) throws Exception {
    terminal.step(2, "ana connects: with a token, and without a database password");
    terminal.call("settings.setProperty(\"jit.token\", anasToken);");
    terminal.call("DriverManager.getConnection(\"" + Settings.URL + "\", settings)");
    Connection connection = DriverManager.getConnection(Settings.URL, settings);
    Event session = world.trail().last("session.opened");
    Event lease = world.trail().last("lease.issued");
    terminal.fact("subject", session.subject() + ", verified with the keys of " + session.issuer());
    terminal.fact("purpose", session.text("purpose"));
    terminal.fact(
        "lease",
        lease.text("database_user") + ", made for her, until " + lease.clock("expires_at"));
    printLogins();
    return connection;
  }

  private void endLeases(Properties settings) throws Exception {
    terminal.step(7, "Leases end, and the logins with them");
    settings.setProperty("jit.broker.mint.ttl", "2s");
    terminal.say("A second lease, for two seconds:");
    terminal.call("settings.setProperty(\"jit.broker.mint.ttl\", \"2s\");");
    try (Connection connection = DriverManager.getConnection(Settings.URL, settings)) {
      printLogins();
      TimeUnit.MILLISECONDS.sleep(2500);
      terminal.say("Half a second after its end, on the connection that is still open:");
      new Analyst(connection, terminal).isRefused(Analyst.ONE_CUSTOMER);
      printLogins();
    }
    terminal.say("The first lease is shared by ana's connections for five minutes, or until then:");
    terminal.call(
        "DriverManager.deregisterDriver(DriverManager.getDriver(\"" + Settings.URL + "\"))");
    DriverManager.deregisterDriver(DriverManager.getDriver(Settings.URL));
    printLogins();
  }

  /** Asked as administrator, and so the truth about the database. */
  private void printLogins() throws SQLException {
    terminal.fact("logins now", String.join(", ", world.shop().logins()));
  }
}
