package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.CredentialBrokerContract;
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
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MintingBrokerTest extends CredentialBrokerContract {
  private static final String FOLDING = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";

  private final String database = "jdbc:h2:mem:" + UUID.randomUUID();
  private CredentialBroker broker;
  private Connection admin;

  @BeforeEach
  void createTheDatabase() throws SQLException {
    open(database);
  }

  private void open(String url) throws SQLException {
    admin = DriverManager.getConnection(url, "sa", "adm1n");
    execute("CREATE TABLE customers(id INT, name VARCHAR(40))");
    execute("CREATE TABLE salaries(id INT, amount INT)");
    execute("INSERT INTO customers VALUES (1, 'Ann')");
    execute("CREATE ROLE jit_ro");
    execute("GRANT SELECT ON customers TO jit_ro");
    broker = with(Map.of());
  }

  @AfterEach
  void dropTheDatabase() throws SQLException {
    broker.close();
    execute("SHUTDOWN");
  }

  private CredentialBroker with(Map<String, String> changes) {
    var settings =
        new HashMap<>(
            Map.of("url", database, "user", "sa", "password", "adm1n", "roles", "jit_ro"));
    settings.putAll(changes);
    settings.values().removeIf(String::isEmpty);
    return Providers.named(CredentialBrokerProvider.class, "jit.broker", "mint")
        .create(SettingValues.of("jit.broker.mint.", settings));
  }

  @Override
  protected CredentialBroker broker() {
    return broker;
  }

  @Override
  protected String target() {
    return database;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection login(Lease lease) throws SQLException {
    return DriverManager.getConnection(
        database, lease.credential().user(), lease.credential().revealPassword());
  }

  private static int count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private List<String> users() throws SQLException {
    try (Statement statement = admin.createStatement();
        ResultSet rows = statement.executeQuery("SELECT USER_NAME FROM INFORMATION_SCHEMA.USERS")) {
      var users = new ArrayList<String>();
      while (rows.next()) {
        users.add(rows.getString(1));
      }
      users.removeIf("SA"::equalsIgnoreCase);
      return users;
    }
  }

  private RefusedException refusal(CredentialBroker broker) {
    var refusal = new RefusedException[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.lease(requestOf("ann")))
        .withMessageNotContaining("adm1n")
        .withNoCause()
        .satisfies(e -> refusal[0] = e);
    return refusal[0];
  }

  @Test
  void mintsALoginThatReadsWhatItsRoleMayAndNothingElse() throws Exception {
    Lease lease = broker.lease(requestOf("ann"));

    try (Connection ann = login(lease)) {
      assertThat(count(ann, "customers")).isEqualTo(1);
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(ann, "salaries"));
    }
    assertThat(Duration.between(lease.issuedAt(), lease.expiresAt())).hasMinutes(15);
    assertThat(lease.credential().user()).matches("[A-Z0-9_]+");
    assertThat(lease.credential().revealPassword()).hasSizeGreaterThanOrEqualTo(26);
  }

  @Test
  void worksWhereTheDatabaseFoldsNamesToLowerCase() throws Exception {
    execute("SHUTDOWN");
    open(database + FOLDING);
    Lease lease = broker.lease(requestOf("ann"));
    try (Connection ann =
        DriverManager.getConnection(
            database + FOLDING, lease.credential().user(), lease.credential().revealPassword())) {
      assertThat(count(ann, "customers")).isEqualTo(1);
      broker.revoke(lease);
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(ann, "customers"));
    }
    assertThat(users()).isEmpty();
  }

  @Test
  void endsALiveSessionAtExpiry() throws Exception {
    broker = with(Map.of("ttl", "700ms"));
    Lease lease = broker.lease(requestOf("ann"));

    try (Connection ann = login(lease)) {
      assertThat(count(ann, "customers")).isEqualTo(1);
      Awaitility.await().untilAsserted(() -> assertThat(users()).isEmpty());
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(ann, "customers"));
      assertThat(lease.isExpiredAt(InstantSource.system().instant())).isTrue();
    }
    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> login(lease));
  }

  @Test
  void endsALiveSessionWhenItIsRevoked() throws Exception {
    Lease lease = broker.lease(requestOf("ann"));
    Lease other = broker.lease(requestOf("bob"));

    try (Connection ann = login(lease);
        Connection bob = login(other)) {
      broker.revoke(lease);
      broker.revoke(lease);

      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(ann, "customers"));
      assertThat(ann.isClosed()).isTrue();
      assertThat(count(bob, "customers")).isEqualTo(1);
    }
    assertThat(users()).containsExactly(other.credential().user());
  }

  @Test
  void endsEveryLeaseWhenItIsClosedAndMakesNoMore() throws Exception {
    broker.lease(requestOf("ann"));
    broker.lease(requestOf("bob"));
    broker.close();

    assertThat(users()).isEmpty();
    assertThat(refusal(broker)).hasMessageContaining("closed");
    assertThat(users()).isEmpty();
  }

  @Test
  void startsItsThreadWithTheFirstLeaseAndAsADaemon() throws RefusedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    broker = with(Map.of());
    assertThat(Thread.getAllStackTraces().keySet()).isSubsetOf(before);

    broker.lease(requestOf("ann"));
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread))
        .allMatch(Thread::isDaemon);
  }

  @Nested
  class WhenAnInstanceCrashed {
    private String left(Duration ago) throws SQLException {
      Instant expiry = InstantSource.system().instant().minus(ago);
      String user = MintedName.until(expiry);
      execute("CREATE USER \"" + user + "\" PASSWORD 'x'");
      return user;
    }

    @Test
    void endsWhatItLeftBehindWithTheNextLease() throws Exception {
      left(Duration.ofMinutes(2));
      Lease lease = broker.lease(requestOf("ann"));

      assertThat(users()).containsExactly(lease.credential().user());
    }

    @Test
    void endsLaterWhatIsNotOverYet() throws Exception {
      broker.lease(requestOf("ann"));
      String orphan = left(Duration.ofMinutes(2));
      broker.lease(requestOf("bob"));

      assertThat(users()).hasSize(2).doesNotContain(orphan);
    }

    @Test
    void leavesTheLoginsOfOthersAlone() throws Exception {
      String running = left(Duration.ofMinutes(-5));
      String clockSkewed = left(Duration.ofSeconds(20));
      execute("CREATE USER JIT_ADMIN PASSWORD 'x'");
      execute("CREATE USER JITTER PASSWORD 'x'");
      Lease lease = broker.lease(requestOf("ann"));

      assertThat(users())
          .containsExactlyInAnyOrder(
              running, clockSkewed, "JIT_ADMIN", "JITTER", lease.credential().user());
    }
  }

  @Nested
  class WhenItCannotMint {
    @Test
    void leavesNoLoginBehindForARoleThatDoesNotExist() throws SQLException {
      assertThat(refusal(with(Map.of("roles", "jit_ro,no_such_role"))))
          .hasMessageContainingAll("no_such_role", "jit.broker.mint.roles", "SQLSTATE")
          .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
      assertThat(users()).isEmpty();
    }

    @Test
    void saysThatItsOwnLoginIsRefused() {
      assertThat(refusal(with(Map.of("password", "wr0ng"))))
          .hasMessageContainingAll("sa", "jit.broker.mint.password")
          .hasMessageNotContaining("wr0ng")
          .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
    }

    @Test
    void saysThatItsOwnLoginMayNotCreateOthers() throws SQLException {
      execute("CREATE USER CLERK PASSWORD 'adm1n'");

      assertThat(refusal(with(Map.of("user", "CLERK"))))
          .hasMessageContainingAll("may create users", "jit.broker.mint.user");
    }

    @Test
    void createsNoDatabaseInPlaceOfOneThatIsMissing() throws RefusedException {
      String missing = "jdbc:h2:mem:missing-" + UUID.randomUUID();
      CredentialBroker elsewhere = with(Map.of("url", missing));
      Subject ann = requestOf("ann").subject();

      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> elsewhere.lease(new LeaseRequest(ann, missing, "")))
          .withMessageContainingAll("cannot reach " + missing, "jit.broker.mint.url")
          .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
    }

    @Test
    void refusesAnotherTargetThanItsOwn() {
      Subject ann = requestOf("ann").subject();

      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> broker.lease(new LeaseRequest(ann, "jdbc:h2:mem:other", "")))
          .withMessageContainingAll(database, "not for jdbc:h2:mem:other");
    }

    @Test
    void triesAgainUntilADatabaseThatWasAwayIsBack() throws Exception {
      Lease lease = broker.lease(requestOf("ann"));
      execute("ALTER USER SA SET PASSWORD 'changed'");
      broker.revoke(lease);
      assertThat(users()).hasSize(1);

      execute("ALTER USER SA SET PASSWORD 'adm1n'");
      Awaitility.await().untilAsserted(() -> assertThat(users()).isEmpty());
    }
  }

  @Nested
  class WhenItIsConfigured {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "url=jdbc:oracle:thin:@db",
          "url=jdbc:postgresql://db",
          "url=jdbc:postgresql:shop",
          "url=jdbc:mysql://root:s3cret@db/shop",
          "url=jdbc:mariadb://address=(host=db)(password=s3cret)/shop",
          "connections=5",
          "host=%",
          "url=jdbc:h2:mem:x;PASSWORD=s3cret",
          "url=jdbc:h2:mem:x;user=sa",
          "url=",
          "roles=",
          "roles=,",
          "roles=jit_ro; DROP ALL OBJECTS",
          "roles=\"X\"",
          "user=",
          "password=",
          "ttl=0s"
        })
    void refuses(String setting) {
      String[] parts = setting.split("=", 2);

      assertThatExceptionOfType(InvalidSettingException.class)
          .isThrownBy(() -> with(Map.of(parts[0], parts[1])))
          .withMessageContaining(parts[0])
          .withMessageNotContaining("s3cret");
    }
  }
}
