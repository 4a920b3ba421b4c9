package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MemoryLeaseBook;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TestLogin;
import io.jitjdbc.testing.Together;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver's client, servers that share a book, and a real database. */
class ServedLeasesTest {
  private final TestIssuer issuer = TestIssuer.start();
  private final LeaseBook book = new MemoryLeaseBook();
  private final List<MintingServer> servers = new ArrayList<>();
  private TestDatabase database;
  private Preparation preparation;
  private MintingServer server;

  @BeforeEach
  void prepare() throws Exception {
    database = TestDatabases.open(DatabaseProduct.POSTGRESQL);
    preparation = Preparation.of(database);
    server = another();
  }

  @AfterEach
  void close() throws SQLException {
    servers.forEach(MintingServer::close);
    issuer.close();
    if (database != null) {
      database.close();
    }
    assertThat(servers).allSatisfy(one -> assertThat(one.violations()).isEmpty());
  }

  private MintingServer another() {
    var another = new MintingServer(issuer, book, database, preparation);
    servers.add(another);
    return another;
  }

  private static CredentialBroker client(URI address, String... settings) {
    var all = new HashMap<>(Map.of("address", address.toString()));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return Providers.named(CredentialBrokerProvider.class, "jit.broker", "jit")
        .create(SettingValues.of("jit.broker.jit.", all));
  }

  private LeaseRequest request(String name) {
    var subject = new Subject(issuer.name(), name, name, Set.of());
    var token = PresentedToken.of(issuer.token(name));
    return new LeaseRequest(subject, database.jdbcUrl(), "TICKET-7", "app", token);
  }

  private Connection login(Lease lease) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), lease.credential().user(), lease.credential().revealPassword());
  }

  private List<String> logins() throws SQLException {
    return names("SELECT rolname FROM pg_roles WHERE rolname LIKE 'jit\\_%'");
  }

  private List<String> names(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var names = new ArrayList<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  private static boolean works(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT name FROM customers").close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void aLeaseConnectsUntilItIsGivenBack() throws Exception {
    CredentialBroker client = client(server.address());
    Lease lease = client.lease(request("ann"));

    try (Connection connection = login(lease)) {
      assertThat(works(connection)).isTrue();
      assertThat(client.stands(lease)).isTrue();
      client.revoke(lease);
      assertThat(works(connection)).isFalse();
    }
    assertThat(logins()).doesNotContain(lease.credential().user());
    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> login(lease).close());
  }

  @Test
  void theEndOfALeaseEndsItsLoginAndItsSessions() throws Exception {
    CredentialBroker client = client(server.address(), "ttl", "3s");
    Lease lease = client.lease(request("ann"));

    try (Connection connection = login(lease)) {
      assertThat(works(connection)).isTrue();
      assertThat(lease.expiresAt()).isBefore(InstantSource.system().instant().plusSeconds(4));
      await().untilAsserted(() -> assertThat(works(connection)).isFalse());
    }
    await().untilAsserted(() -> assertThat(logins()).doesNotContain(lease.credential().user()));
  }

  @Test
  void anAnswerThatWasLostCostsNoSecondLogin() throws Exception {
    server.lose(2);
    Lease lease = client(server.address()).lease(request("ann"));

    assertThat(logins()).containsExactly(lease.credential().user());
    login(lease).close();
  }

  @Test
  void aLeaseOutlivesItsServerAndIsEndedByAnother() throws Exception {
    Lease lease = client(server.address()).lease(request("ann"));
    MintingServer other = another();
    server.close();

    try (Connection connection = login(lease)) {
      assertThat(works(connection)).isTrue();
      String id = book.living(InstantSource.system().instant(), "", 2).get(0).id();
      assertThat(delete(other.address(), id)).isEqualTo(204);
      assertThat(works(connection)).isFalse();
    }
    assertThat(logins()).isEmpty();
  }

  private int delete(URI address, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/v1/leases/" + id))
            .header("Authorization", "Bearer " + issuer.token("ann"))
            .DELETE()
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void manyWhoAskTwoServersUnderOneKeyGetOneLogin() throws Exception {
    MintingServer other = another();
    String body =
        """
        {"target":"%s","subject":{"issuer":"%s","id":"ann"}}\
        """
            .formatted(database.jdbcUrl(), issuer.name());
    String key = "\"the-one-key-of-all\"";

    List<String> answers =
        Together.run(16, i -> () -> ask((i % 2 == 0 ? server : other).address(), key, body));

    assertThat(answers).containsOnly(answers.get(0));
    assertThat(answers.get(0)).startsWith("{");
    assertThat(logins()).hasSize(1);
  }

  /** Again and again, as clients do. */
  private String ask(URI address, String key, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/v1/leases"))
            .header("Authorization", "Bearer " + issuer.token("ann"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    for (int attempt = 0; attempt < 100; attempt++) {
      var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 201) {
        return answer.body();
      }
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      Thread.sleep(100);
    }
    return "nothing";
  }

  @Test
  void whoeverAsksTheBrokerEndsNoLoginThatItDidNotMint() throws Exception {
    TestLogin other = database.createLogin();
    CredentialBroker broker =
        new MintCredentialBrokerProvider().create(SettingValues.of("", preparation.settings()));
    Instant now = InstantSource.system().instant();
    var lease =
        new Lease("x", new DatabaseCredential(other.user(), ""), now, now.plusSeconds(9), Map.of());

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.end(lease))
        .withMessageContaining("not made by a mint broker");
    database.connect(other).close();
  }

  @Test
  void saysWhyThereIsNone() {
    CredentialBroker client = client(server.address());
    var request =
        new LeaseRequest(
            new Subject(issuer.name(), "ann", "ann", Set.of()),
            "jdbc:postgresql://elsewhere/shop",
            "",
            PresentedToken.of(issuer.token("ann")));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> client.lease(request))
        .withMessageContaining("leases no login of jdbc:postgresql://elsewhere/shop");
  }
}
