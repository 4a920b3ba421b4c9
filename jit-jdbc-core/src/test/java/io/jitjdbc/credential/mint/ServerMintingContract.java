package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.credential.StandingPassword;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.CredentialBrokerContract;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.Together;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What minted logins of a real server must do, whatever the server. */
abstract class ServerMintingContract extends CredentialBrokerContract {
  private final List<CredentialBroker> brokers = new ArrayList<>();

  TestDatabase database;
  Preparation preparation;
  private CredentialBroker broker;

  abstract DatabaseProduct product();

  abstract Recipe recipe();

  /** Asks for the names of all logins. */
  abstract String loginsQuery();

  @BeforeEach
  void prepare() throws SQLException, IOException {
    database = TestDatabases.open(product());
    preparation = Preparation.of(database);
    broker = with(Map.of());
  }

  @AfterEach
  void close() throws SQLException {
    if (database != null) {
      brokers.forEach(CredentialBroker::close);
      database.close();
    }
  }

  @Override
  protected CredentialBroker broker() {
    return broker;
  }

  @Override
  protected String target() {
    return database.jdbcUrl();
  }

  final CredentialBroker with(Map<String, String> changes) {
    var settings = new HashMap<>(preparation.settings());
    settings.putAll(changes);
    CredentialBroker made =
        Providers.named(CredentialBrokerProvider.class, "jit.broker", "mint")
            .create(SettingValues.of("jit.broker.mint.", settings));
    brokers.add(made);
    return made;
  }

  final Connection login(Lease lease) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), lease.credential().user(), lease.credential().revealPassword());
  }

  static int count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  final List<String> values(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  final List<String> logins() throws SQLException {
    List<String> logins = values(loginsQuery());
    logins.removeIf(login -> !login.startsWith("jit_1") && !login.startsWith("jit_2"));
    return logins;
  }

  final Terms terms(String... roles) {
    return new Terms(target(), List.of(roles), Duration.ofMinutes(15), 100, "%");
  }

  final AdminLogin administrator() {
    var password = SettingValues.of("", Map.of("password", preparation.password()));
    return new AdminLogin(
        recipe(), target(), preparation.broker(), StandingPassword.from(password));
  }

  /** A lease that ends at that distance from now. */
  final Lease lease(Duration end) {
    Instant expiry = InstantSource.system().instant().plus(end);
    var credential =
        new DatabaseCredential(recipe().spelled(MintedName.until(expiry)), RandomWords.password());
    return new Lease(
        credential.user(), credential, expiry.minus(Duration.ofHours(1)), expiry, Map.of());
  }

  /** A login that nobody is left to end. */
  final Lease orphan(Duration end) throws Exception {
    Lease lease = lease(end);
    try (AdminSession session = administrator().open()) {
      recipe().create(session, lease, terms(preparation.role()));
    }
    return lease;
  }

  final RefusedException refusal(CredentialBroker asked) {
    var refusal = new RefusedException[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> asked.lease(requestOf("ann")))
        .withMessageNotContaining(preparation.password())
        .withNoCause()
        .satisfies(e -> refusal[0] = e);
    return refusal[0];
  }

  final void assertNobodyGetsIn(Lease lease) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> login(lease).close())
        .satisfies(e -> assertThat(e.getSQLState()).isIn("28000", "28P01"));
  }

  @Test
  void mintsALoginThatReadsWhatItsRoleMayAndNothingElse() throws Exception {
    Lease lease = broker.lease(requestOf("ann"));

    try (Connection ann = login(lease)) {
      assertThat(count(ann, "customers")).isEqualTo(1);
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(ann, "salaries"));
    }
    assertThat(logins()).containsExactly(lease.credential().user());
    assertThat(lease.credential().user()).matches("jit_\\d+_[a-z2-7]{16}").hasSizeLessThan(33);
    assertThat(lease.connectionProperties()).isEmpty();
  }

  @Test
  void endsLiveSessionsOfARevokedLoginAndOfNobodyElse() throws Exception {
    Lease lease = broker.lease(requestOf("ann"));
    Lease other = broker.lease(requestOf("bob"));

    try (Connection ann = login(lease);
        Connection again = login(lease);
        Connection bob = login(other)) {
      broker.revoke(lease);
      broker.revoke(lease);

      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(ann, "customers"));
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(again, "customers"));
      assertThat(count(bob, "customers")).isEqualTo(1);
    }
    assertNobodyGetsIn(lease);
    assertThat(logins()).containsExactly(other.credential().user());
  }

  @Test
  void endsALiveSessionAtExpiry() throws Exception {
    CredentialBroker brief = with(Map.of("ttl", "1500ms"));
    Lease lease = brief.lease(requestOf("ann"));

    try (Connection ann = login(lease)) {
      assertThat(count(ann, "customers")).isEqualTo(1);
      await().untilAsserted(() -> assertThat(logins()).isEmpty());
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(ann, "customers"));
      assertThat(lease.isExpiredAt(InstantSource.system().instant())).isTrue();
    }
    assertNobodyGetsIn(lease);
  }

  @Test
  void endsASessionThatIsBusy() throws Exception {
    Lease lease = broker.lease(requestOf("ann"));
    try (Connection ann = login(lease);
        Statement statement = ann.createStatement()) {
      var ended = new Thread(() -> broker.revoke(lease));
      String sleep = product() == DatabaseProduct.POSTGRESQL ? "pg_sleep(60)" : "SLEEP(60)";
      ended.start();
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () -> {
                statement.execute("SELECT " + sleep);
                // MariaDB's function answers when it is killed; its session does not.
                count(ann, "customers");
              });
      ended.join(Duration.ofSeconds(20).toMillis());
      assertThat(ended.isAlive()).isFalse();
    }
    assertThat(logins()).isEmpty();
  }

  @Test
  void limitsTheConnectionsOfALogin() throws Exception {
    CredentialBroker narrow = with(Map.of("connections", "1"));
    Lease lease = narrow.lease(requestOf("ann"));
    try (Connection first = login(lease)) {
      assertThat(count(first, "customers")).isEqualTo(1);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> login(lease).close())
          .satisfies(e -> assertThat(e.getSQLState()).isIn("53300", "42000"));
    }
  }

  @Test
  void makesTwoHundredLoginsInSixteenThreadsAndLeavesNone() throws Exception {
    List<List<Lease>> leases =
        Together.run(
            16,
            thread ->
                () -> {
                  var own = new ArrayList<Lease>();
                  for (int i = thread; i < 200; i += 16) {
                    own.add(broker.lease(requestOf("subject-" + i)));
                  }
                  return own;
                });
    assertThat(leases.stream().mapToInt(List::size).sum()).isEqualTo(200);
    assertThat(logins()).hasSize(200);
    try (Connection last = login(leases.get(15).get(11))) {
      assertThat(count(last, "customers")).isEqualTo(1);
      broker.close();
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(last, "customers"));
    }
    assertThat(logins()).isEmpty();
  }

  @Test
  void severalInstancesEndTheSameOrphansAtTheSameTime() throws Exception {
    for (int i = 0; i < 12; i++) {
      orphan(Duration.ofMinutes(-2));
    }
    List<CredentialBroker> instances = List.of(with(Map.of()), with(Map.of()), with(Map.of()));
    List<Lease> leases =
        Together.run(3, number -> () -> instances.get(number).lease(requestOf("ann")));

    // What two of them stumbled over together is left to the next lease.
    Lease next = broker.lease(requestOf("bob"));
    assertThat(logins())
        .hasSize(4)
        .contains(next.credential().user(), leases.get(0).credential().user());
  }

  @Test
  void severalInstancesEndTheSameLoginAtTheSameTime() throws Exception {
    for (int i = 0; i < 10; i++) {
      String user = orphan(Duration.ofMinutes(5)).credential().user();
      Together.run(
          4,
          number ->
              () -> {
                try (AdminSession session = administrator().open()) {
                  for (int attempt = 0; !ended(session, user); attempt++) {
                    assertThat(attempt).isLessThan(3);
                  }
                  return true;
                }
              });
      assertThat(logins()).isEmpty();
    }
  }

  private boolean ended(AdminSession session, String user) {
    try {
      recipe().end(session, user);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void leavesLoginsAloneThatAreNotOverOrNotMinted() throws Exception {
    String running = orphan(Duration.ofMinutes(5)).credential().user();
    String clockSkewed = orphan(Duration.ofSeconds(-20)).credential().user();
    String over = orphan(Duration.ofMinutes(-2)).credential().user();
    String own = broker.lease(requestOf("ann")).credential().user();

    assertThat(logins()).containsExactlyInAnyOrder(running, clockSkewed, own).doesNotContain(over);
    assertThat(values(loginsQuery())).contains(preparation.broker(), preparation.role());
  }

  @Test
  void endsTheOpenSessionOfAnOrphan() throws Exception {
    Lease lease = lease(Duration.ofMinutes(-2));
    Lease longer =
        new Lease(
            lease.id(),
            lease.credential(),
            lease.issuedAt(),
            InstantSource.system().instant().plusSeconds(60),
            Map.of());
    try (AdminSession session = administrator().open()) {
      recipe().create(session, longer, terms(preparation.role()));
    }
    try (Connection open = login(longer)) {
      assertThat(count(open, "customers")).isEqualTo(1);
      broker.lease(requestOf("ann"));
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(open, "customers"));
    }
    assertNobodyGetsIn(longer);
  }

  @Test
  void finishesALoginThatWasLockedAndNotDropped() throws Exception {
    String user = orphan(Duration.ofMinutes(-2)).credential().user();
    database.run(
        product() == DatabaseProduct.POSTGRESQL
            ? "ALTER ROLE " + user + " NOLOGIN PASSWORD NULL"
            : "ALTER USER " + user + "@'%' ACCOUNT LOCK");
    broker.lease(requestOf("ann"));
    assertThat(logins()).hasSize(1).doesNotContain(user);
  }

  @Test
  void finishesWhatAnInstanceThatWasKilledLeftBehind() throws Exception {
    try (MintingJvm other = MintingJvm.start(preparation.settings(), target())) {
      assertThat(other.minted(5)).hasSize(5);
      other.kill();
    }
    List<String> left = logins();
    assertThat(left).hasSizeGreaterThanOrEqualTo(5);

    // Its leases last half a minute, and clocks may differ by a whole one: this one is ahead.
    InstantSource later = () -> InstantSource.system().instant().plus(Duration.ofMinutes(2));
    try (CredentialBroker instance =
        new MintCredentialBrokerProvider(later)
            .create(SettingValues.of("jit.broker.mint.", preparation.settings()))) {
      instance.lease(requestOf("ann"));
      assertThat(logins()).hasSize(1).doesNotContainAnyElementsOf(left);
    }
    assertThat(logins()).isEmpty();
  }

  @Test
  void triesAgainUntilADatabaseThatWasAwayIsBack() throws Exception {
    try (Relay relay = Relay.to(database.jdbcUrl())) {
      CredentialBroker far = with(Map.of("url", relay.url()));
      Lease lease = far.lease(new LeaseRequest(requestOf("ann").subject(), relay.url(), ""));
      relay.shut();
      far.revoke(lease);
      assertThat(logins()).hasSize(1);

      relay.open();
      await().untilAsserted(() -> assertThat(logins()).isEmpty());
      assertNobodyGetsIn(lease);
    }
  }

  @Test
  void doesNotWaitForADatabaseThatSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = database.jdbcUrl().replaceFirst(":\\d+/", ":" + silent.getLocalPort() + "/");
      String unit = product() == DatabaseProduct.POSTGRESQL ? "" : "000";
      CredentialBroker dead =
          with(Map.of("url", url + "?connectTimeout=1" + unit + "&socketTimeout=1" + unit));
      long start = System.nanoTime();
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> dead.lease(new LeaseRequest(requestOf("ann").subject(), url, "")))
          .withMessageContainingAll("cannot reach " + url, "SQLSTATE 08")
          .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }
    assertThat(recipe().adminProperties()).containsKeys("connectTimeout", "socketTimeout");
  }

  @Test
  void knowsItsTargetHoweverItIsWritten() throws Exception {
    String written = target().replace("db_", "%64b_");
    Lease lease = broker.lease(new LeaseRequest(requestOf("ann").subject(), written, ""));
    assertThat(logins()).containsExactly(lease.credential().user());

    for (String elsewhere :
        List.of(
            target() + "0",
            target().replace("127.0.0.1", "127.0.0.2"),
            target().replaceFirst(":\\d+/", "/"),
            "jdbc:h2:mem:other")) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(
              () -> broker.lease(new LeaseRequest(requestOf("ann").subject(), elsewhere, "")))
          .withMessageContainingAll("makes logins for", "not for " + elsewhere);
    }
    assertThat(logins()).hasSize(1);
  }

  @Test
  void saysThatItsOwnLoginIsRefused() {
    assertThat(refusal(with(Map.of("password", "wr0ng"))))
        .hasMessageContainingAll(preparation.broker(), "jit.broker.mint.password", "SQLSTATE 28")
        .hasMessageNotContaining("wr0ng")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
  }

  @Test
  void namesTheRoleThatItMayNotGrant() throws Exception {
    database.run("CREATE ROLE other_" + preparation.role());
    String other = "other_" + preparation.role();

    assertThat(refusal(with(Map.of("roles", other))))
        .hasMessageContainingAll("GRANT", other, "ADMIN", preparation.broker())
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
    assertThat(logins()).isEmpty();
  }

  @Test
  void makesNothingWithARoleThatDoesNotExist() throws Exception {
    assertThat(refusal(with(Map.of("roles", "no_such_role")))).hasMessageContaining("no_such_role");
    assertThat(logins()).isEmpty();
  }

  @Test
  void saysItsStateIfARoleIsTakenAwayAtTheWrongMoment() throws Exception {
    Lease lease = lease(Duration.ofMinutes(5));
    try (AdminSession session = administrator().open()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> recipe().create(session, lease, terms("no_such_role")));
      recipe().end(session, lease.credential().user());
    }
    assertThat(logins()).isEmpty();
  }
}
