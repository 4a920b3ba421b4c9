package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.protocol.ReceivedEvent;
import io.jitjdbc.audit.recording.SmallLogs;
import io.jitjdbc.audit.recording.format.LedgerSigner;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LedgerText;
import io.jitjdbc.audit.recording.verification.LedgerState.Vouching;
import io.jitjdbc.audit.recording.verification.Trust;
import io.jitjdbc.spring.server.audit.JdbcAuditInbox;
import io.jitjdbc.spring.server.audit.LedgerVerification;
import io.jitjdbc.spring.server.audit.LogBook;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.Together;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the lines that drivers bring prove, and what is said where they do not. */
class LogsTest {
  private static final Subject OTTO = person("otto", "auditors");

  @TempDir static Path place;
  @TempDir Path root;

  private static TestIssuer issuer;
  private static TestDatabase database;
  private static RunningControlPlane controlPlane;
  private static ECKey owner;

  private LogFiles log;
  private List<String> lines;

  @BeforeAll
  static void start() throws Exception {
    issuer = TestIssuer.start();
    database = TestDatabases.open(DatabaseProduct.POSTGRESQL);
    owner = new ECKeyGenerator(Curve.P_256).keyID("owner").generate();
    Path keys = place.resolve("keys.jwks");
    Files.writeString(keys, new JWKSet(owner.toPublicJWK()).toString());
    Map<String, String> more = new HashMap<>();
    more.put("jit.server.id-token-algorithm", "ES256");
    more.put("jit.server.roles.auditor", "auditors");
    more.put("jit.server.ledger-keys-file", keys.toString());
    controlPlane =
        RunningControlPlane.start(database, issuer, OTTO.issuer(), InstantSource.system(), more);
  }

  @AfterAll
  static void stop() throws Exception {
    controlPlane.close();
    database.close();
    issuer.close();
  }

  @BeforeEach
  void writeALog() throws Exception {
    write(owner, Instant.now().minusSeconds(30), true);
  }

  private void write(ECKey signer, Instant begin, boolean isSealed) throws Exception {
    log =
        new SmallLogs(root, Optional.of(LedgerSigner.with(signer)), List.of())
            .write(begin.toEpochMilli(), 2, isSealed);
    lines = LedgerText.of(log.ledger()).lines();
  }

  private boolean bring(int from, List<String> some) throws Exception {
    return inbox().anchor("sender", log.log(), from, some);
  }

  private void bringEvents(int count, Instant at, String lease) throws Exception {
    var events = new ArrayList<ReceivedEvent>();
    for (int i = 0; i < count; i++) {
      String json = "{\"subject\":{\"id\":\"ann\"},\"lease_id\":\"" + lease + "\"}";
      events.add(new ReceivedEvent(log.log() + "-" + i, at, "lease.issued", "s", log.log(), json));
    }
    inbox().keep("sender", events);
  }

  private static JdbcAuditInbox inbox() {
    return controlPlane.bean(JdbcAuditInbox.class);
  }

  private String page() {
    controlPlane.bean(LedgerVerification.class).run();
    return SignIn.as(controlPlane, issuer, OTTO).get("/console/logs/" + log.log()).body();
  }

  private LogBook.Log kept() {
    return controlPlane.bean(LogBook.class).find(log.log()).orElseThrow();
  }

  @Test
  void sayThatALogIsWholeWhereEachLineFollowsTheOther() throws Exception {
    bringEvents(2, Instant.now().minusSeconds(20), "");
    bring(0, lines.subList(0, 3));
    assertThat(page()).contains(">being written<", "3 of 3");

    bring(3, lines.subList(3, lines.size()));

    assertThat(page())
        .contains(">complete<", "a trusted key", "in good order")
        .contains(lines.size() + " of " + lines.size());
    assertThat(kept().ledger().frames()).isGreaterThanOrEqualTo(6);
    assertThat(SignIn.as(controlPlane, issuer, OTTO).get("/console/logs").body())
        .contains("/console/logs/" + log.log(), ">complete<");
  }

  @Test
  void doNotTrustAKeyThatNobodyPinned() throws Exception {
    write(new ECKeyGenerator(Curve.P_256).keyID("owner").generate(), Instant.now(), true);
    bring(0, lines);

    assertThat(page()).contains(">not trusted<", "no trusted key", "jit.server.ledger-keys-file");
  }

  @Test
  void findALineThatIsNotSignedAsItHasToBe() throws Exception {
    var forged = new ArrayList<>(lines);
    String line = lines.get(2);
    int at = line.lastIndexOf('.') + 5;
    forged.set(
        2, line.substring(0, at) + (line.charAt(at) == 'A' ? 'B' : 'A') + line.substring(at + 1));
    bring(0, forged);

    assertThat(page())
        .contains(">forged<", "line 2: it is not signed by the key that signs at this place")
        .contains("2 of " + lines.size());
  }

  @Test
  void findTextsThatAreNoLinesAtAll() throws Exception {
    bring(0, List.of("a.b.c"));

    assertThat(page()).contains(">forged<", "line 0: it is not a compact JWS", "nobody yet");
  }

  @Test
  void findAHoleAndThatItWasFilled() throws Exception {
    bring(2, lines.subList(2, lines.size()));
    assertThat(page()).contains(">gap<", "line 0 was not brought, and lines after it were");

    bring(0, lines.subList(0, 2));

    assertThat(page()).contains(">complete<").doesNotContain(">gap<");
  }

  @Test
  void keepAForkAsAFactAndEachOnce() throws Exception {
    bring(0, lines);
    for (int times = 0; times < 3; times++) {
      assertThat(bring(1, List.of("x.y.z"))).isFalse();
    }
    assertThat(kept().forks()).isEqualTo(1);
    for (int line = 0; line < 40; line++) {
      bring(1, List.of("x.y." + line));
    }

    assertThat(kept().forks()).isEqualTo(20);
    assertThat(page()).contains(">forked<", "other lines of its ledger were brought");
    assertThat(inbox().anchor("another", log.log(), 99, List.of("x.y.z"))).isFalse();
    assertThat(kept().ledger().isClosed()).isTrue();
  }

  @Test
  void keepWhoTookTheNameOfALog() throws Exception {
    bring(0, lines);

    assertThat(inbox().anchor("mallory", log.log(), lines.size(), List.of("x.y.z"))).isFalse();

    assertThat(page()).contains(">forked<", "mallory");
  }

  @Test
  void noticeALogThatStoppedAndWhoseLeasesGoOn() throws Exception {
    write(owner, Instant.now().minus(Duration.ofHours(1)), false);
    bring(0, lines);
    bringEvents(1, Instant.now().minus(Duration.ofHours(1)), "");
    assertThat(page()).contains(">stopped<", "it was not ended").doesNotContain("leases go on");

    String lease = LivingLeases.begin(controlPlane, Instant.now());
    bringEvents(2, Instant.now().minus(Duration.ofHours(1)), lease);

    assertThat(page()).contains(">stopped<", "leases go on that it told of");
  }

  @Test
  void findEventsThatTheLogCannotHaveHad() throws Exception {
    bring(0, lines);
    bringEvents(50, Instant.now().minusSeconds(20), "");
    assertThat(page()).contains(">forged<", "50 events were brought, and the log has no more than");
  }

  @Test
  void findEventsThatHappenedAfterTheLogHadEnded() throws Exception {
    write(owner, Instant.now().minus(Duration.ofHours(1)), true);
    bring(0, lines);
    bringEvents(1, Instant.now(), "");

    assertThat(page()).contains(">forged<", "happened after it had ended");
  }

  @Test
  void missEventsOfALogThatBroughtNone() throws Exception {
    write(owner, Instant.now().minus(Duration.ofHours(1)), true);
    bring(0, lines);

    assertThat(page()).contains(">gap<", "none of its events was brought");
  }

  @Test
  void missTheLedgerOfALogThatBroughtNone() throws Exception {
    bringEvents(1, Instant.now().minus(Duration.ofHours(1)), "");

    assertThat(page()).contains(">no ledger<", "nobody has signed for it");
  }

  @Test
  void areVerifiedAgainWhereOtherKeysAreTrusted() throws Exception {
    bring(0, lines);
    page();
    var client = JdbcClient.create(controlPlane.bean(JdbcTemplate.class));

    new LedgerVerification(client, Trust.NOBODY).run();
    assertThat(kept().ledger().vouching()).isIn(Vouching.UNKNOWN_KEY, Vouching.PINNED);
    page();

    assertThat(kept().ledger().vouching()).isEqualTo(Vouching.PINNED);
    assertThat(kept().ledger().verified()).isEqualTo(lines.size());
  }

  @Test
  void areVerifiedOnceWhicheverInstanceDoesIt() throws Exception {
    bring(0, lines);

    Together.run(
        6,
        number ->
            () -> {
              controlPlane.bean(LedgerVerification.class).run();
              return number;
            });

    assertThat(kept().ledger().verified()).isEqualTo(lines.size());
    assertThat(kept().ledger().wentBack()).isZero();
    assertThat(kept().isLooked()).isTrue();
  }
}
