package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.Together;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What minted logins of a real server must do, whatever the server. */
abstract class ServerMintingContract extends OrphanContract {
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
