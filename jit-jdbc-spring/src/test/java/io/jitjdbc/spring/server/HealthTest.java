package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.audit.protocol.ReceivedEvent;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.credential.protocol.LeaseEnding;
import io.jitjdbc.spring.server.audit.JdbcAuditInbox;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a control plane says of itself when something is not as it should be. */
class HealthTest {
  private static final Subject VERA = person("vera", "viewers");

  private TestIssuer issuer;
  private TestDatabase database;
  private RunningControlPlane controlPlane;

  @BeforeEach
  void start() throws Exception {
    issuer = TestIssuer.start();
    database = TestDatabases.open(DatabaseProduct.H2);
    Map<String, String> more =
        Map.of(
            "jit.server.id-token-algorithm", "ES256",
            "jit.server.roles.viewer", "viewers",
            "jit.server.recordings[0].directory", "target/no-such-share");
    controlPlane =
        RunningControlPlane.start(database, issuer, VERA.issuer(), InstantSource.system(), more);
  }

  @AfterEach
  void stop() throws Exception {
    controlPlane.close();
    database.close();
    issuer.close();
  }

  private String page(String path) {
    return SignIn.as(controlPlane, issuer, VERA).get(path).body();
  }

  private double gauge() {
    return controlPlane
        .bean(MeterRegistry.class)
        .get("jit.server.leases.unrecorded")
        .gauge()
        .value();
  }

  @Test
  void tellsOfALeaseOfWhichNobodyHasBroughtAWord() throws Exception {
    assertThat(gauge()).isZero();
    String fresh = LivingLeases.begin(controlPlane, Instant.now());
    assertThat(page("/console/overview")).doesNotContain("without recording");

    String lease = LivingLeases.begin(controlPlane, Instant.now().minus(Duration.ofMinutes(5)));

    assertThat(page("/console/overview")).contains("One lease goes on without recording");
    assertThat(page("/console/health")).contains(lease).doesNotContain(fresh);
    assertThat(page("/console/leases")).contains(">no recording<");
    assertThat(gauge()).isEqualTo(1);

    String json = "{\"subject\":{\"id\":\"ann\"},\"lease_id\":\"" + lease + "\"}";
    controlPlane
        .bean(JdbcAuditInbox.class)
        .keep(
            "sender",
            List.of(
                new ReceivedEvent("e-1", Instant.now(), "lease.issued", "e", "some-log", json)));
    assertThat(gauge()).isZero();
    assertThat(page("/console/overview")).doesNotContain("without recording");
  }

  @Test
  void tellsOfALoginThatCannotBeEnded() throws Exception {
    String lease = LivingLeases.begin(controlPlane, Instant.now());
    var book = controlPlane.bean(LeaseBook.class);

    controlPlane.bean(LeaseEnding.class).end(lease);

    assertThat(page("/console/health"))
        .contains("lease " + lease + " could not be ended", "is no database of this service");
    Instant later = Instant.now().plus(Duration.ofHours(1));
    assertThat(book.claimOver(later, 10)).hasSize(1);
    assertThat(page("/console/health")).contains("jit_" + lease);
    book.ended(lease, later);
    assertThat(page("/console/health")).doesNotContain("jit_" + lease);
  }

  @Test
  void tellsWhatElseThereIs() throws Exception {
    controlPlane
        .bean(BookApprovals.class)
        .file(draft("SELECT 1", requirement(1, 1), Instant.now()));
    controlPlane
        .bean(JdbcAuditInbox.class)
        .keep(
            "sender",
            List.of(
                new ReceivedEvent(
                    "e-1",
                    Instant.now().minus(Duration.ofHours(1)),
                    "lease.ended",
                    "e",
                    "lonely-log",
                    "{}")));

    assertThat(page("/console/health"))
        .contains("1, the oldest since", "no ledger: lonely-log")
        .contains("directories named: 1", "no-such-share: NoSuchFileException")
        .contains("0 configured");
    assertThat(page("/console/overview")).contains("One log is in trouble");
  }
}
