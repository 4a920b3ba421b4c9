package io.jitjdbc.examples.sample;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A shop on embedded H2, and ana's report of it by the driver as any application uses it. */
final class SampleShop implements AutoCloseable {
  private static final String DATABASE = "jdbc:h2:mem:shop";
  private static final int PAUSE_MILLIS = 5000;
  private static final String OWNER = "OWNER";
  private static final String REPORT =
      "SELECT name, email, iban FROM customers WHERE city = 'Lisbon'";

  private final String console;
  private final SamplePeople people;
  private final String policyKey;
  private final Connection owner;

  /**
   * @param policyKey the thumbprint of the key by which the console's policies count
   */
  SampleShop(String console, SamplePeople people, String policyKey) {
    this.policyKey = policyKey;
    this.console = console;
    this.people = people;
    try {
      this.owner = DriverManager.getConnection(DATABASE + ";DB_CLOSE_DELAY=-1", OWNER, OWNER);
      fill();
    } catch (SQLException e) {
      throw new IllegalStateException("the sample's shop could not be made", e);
    }
  }

  private void fill() throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS customers (id INT PRIMARY KEY, name VARCHAR(80),"
              + " email VARCHAR(80), iban VARCHAR(34), city VARCHAR(40))");
      statement.execute(
          "MERGE INTO customers VALUES"
              + " (1, 'Rosa Lima', 'rosa@example.org', 'PT50000201231234567890154', 'Lisbon'),"
              + " (2, 'Tomas Reis', 'tomas@example.org', 'PT50002700000001234567833', 'Lisbon'),"
              + " (3, 'Greta Holm', 'greta@example.org', 'SE4550000000058398257466', 'Malmo')");
      statement.execute("CREATE ROLE IF NOT EXISTS SHOP_READER");
      statement.execute("GRANT SELECT ON customers TO SHOP_READER");
    }
  }

  /** Reads the report again and again; each one waits until somebody has said yes or no. */
  void run() throws InterruptedException {
    while (true) {
      try {
        System.out.println("ana's report: " + report());
      } catch (SQLException e) {
        System.out.println("ana's report: " + e.getMessage());
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** What ana gets to read, a line for each customer. */
  String report() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(REPORT)) {
      var lines = new StringBuilder();
      while (rows.next()) {
        lines.append("\n  ").append(rows.getString(1)).append(", ").append(rows.getString(2));
        lines.append(", ").append(rows.getString(3));
      }
      return lines.toString();
    }
  }

  private Connection connect() throws SQLException {
    var settings = new Properties();
    settings.put("jit.policy", "signed");
    settings.put("jit.policy.signed.issuer", "https://control-plane.example");
    settings.put("jit.policy.signed.thumbprints", policyKey);
    settings.put("jit.token", people.token("ana"));
    settings.put("jit.subject.oidc.issuer", people.issuer());
    settings.put("jit.subject.oidc.audience", "control-plane");
    settings.put("jit.broker", "jit");
    settings.put("jit.broker.jit.address", console);
    settings.put("jit.approval", "jit");
    settings.put("jit.approval.jit.address", console);
    settings.put("jit.approval.wait", "10m");
    settings.put("jit.purpose", "TICKET-7");
    settings.put("jit.application", "lisbon-report");
    settings.put("jit.audit", "recording,http");
    settings.put("jit.audit.recording.directory", SampleFiles.recordings().toString());
    settings.put("jit.audit.http.address", console);
    settings.put("jit.audit.http.token", people.token("ana"));
    return DriverManager.getConnection("jdbc:jit:h2:mem:shop", settings);
  }

  @Override
  public void close() {
    try {
      owner.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
