package io.jitjdbc.credential.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.testing.CredentialBrokerContract;
import io.jitjdbc.testing.TestLeaseService;
import io.jitjdbc.testing.TestLeaseService.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceBrokerTest extends CredentialBrokerContract {
  private final LeaseServiceFixture fixture = new LeaseServiceFixture();
  private final CredentialBroker broker = fixture.client();

  @AfterEach
  void keptToTheProtocol() {
    fixture.close();
    assertThat(fixture.service.violations()).isEmpty();
  }

  @Override
  protected CredentialBroker broker() {
    return broker;
  }

  @Override
  protected String target() {
    return LeaseServiceFixture.TARGET;
  }

  @Override
  protected PresentedToken tokenOf(String subjectId) {
    return fixture.token(subjectId);
  }

  private Lease lease() throws RefusedException {
    return lease(broker);
  }

  private Lease lease(CredentialBroker client) throws RefusedException {
    return client.lease(LeaseServiceFixture.request("ann", fixture.token("ann")));
  }

  private RefusedException refusal(CredentialBroker client) {
    var refusal = new RefusedException[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> lease(client))
        .satisfies(e -> refusal[0] = e)
        .withMessageStartingWith("No lease");
    return refusal[0];
  }

  private Map<String, Object> issued() {
    return fixture.service.leases().values().iterator().next();
  }

  @Test
  void leasesWhatTheServiceIssues() throws RefusedException {
    fixture.service.bring("e30.e30.AAAA");
    Lease lease = lease();

    assertThat(lease.id()).isEqualTo(issued().get("id"));
    assertThat(lease.credential().user()).isEqualTo(issued().get("user"));
    assertThat(lease.credential().revealPassword()).isEqualTo(issued().get("password"));
    assertThat(lease.connectionProperties()).containsExactly(Map.entry("sslmode", "verify-full"));
    assertThat(lease.policy()).isEqualTo("e30.e30.AAAA");
  }

  @Test
  void doesWithoutAPolicy() throws RefusedException {
    assertThat(lease().policy()).isEmpty();
  }

  @Test
  void asksForTheLifeThatIsSet() throws RefusedException {
    Lease lease = lease(fixture.client("ttl", "90s"));

    assertThat(Duration.between(lease.issuedAt(), lease.expiresAt())).hasSeconds(90);
  }

  @Test
  void shortensALeaseThatLastsLongerThanAsked() throws RefusedException {
    fixture.service.next(
        (exchange, orderly) -> {
          String longer = orderly.get().body().replaceAll("(\"expiresAt\":\")20..", "$120" + 99);
          TestLeaseService.send(
              exchange, new Reply(201, Map.of("Content-Type", "application/json"), longer));
        });
    Lease lease = lease(fixture.client("ttl", "90s"));

    assertThat(Duration.between(lease.issuedAt(), lease.expiresAt())).hasSeconds(90);
  }

  @ParameterizedTest
  @ValueSource(longs = {-10, 0, 10})
  void endsALeaseOnTimeHoweverWrongItsOwnClockIs(long minutes) throws RefusedException {
    InstantSource clock = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(minutes));
    fixture.service.leaseFor(Duration.ofMinutes(5));
    Instant before = clock.instant();
    Lease lease = lease(fixture.client(clock));

    assertThat(lease.isExpiredAt(clock.instant())).isFalse();
    assertThat(lease.expiresAt())
        .isBetween(before.plus(Duration.ofMinutes(5)), clock.instant().plus(Duration.ofMinutes(5)));
    Instant end = Instant.parse(issued().get("expiresAt").toString());
    assertThat(lease.expiresAt().minus(Duration.ofMinutes(minutes))).isBeforeOrEqualTo(end);
  }

  @Test
  void endsALeaseOnTimeThatWasIssuedLongBefore() throws RefusedException {
    fixture.service.leaseFromStock(Duration.ofMinutes(9));
    Lease lease = lease();

    assertThat(Duration.between(lease.issuedAt(), lease.expiresAt()))
        .isLessThanOrEqualTo(Duration.ofSeconds(61));
  }

  @Test
  void countsFromWhenItFirstAsked() throws RefusedException {
    fixture.service.leaseFor(Duration.ofMinutes(1));
    Instant begin = InstantSource.system().instant();
    fixture.service.next(Reply.problem(503, "busy", "Later."));
    Lease lease = lease();

    assertThat(lease.expiresAt()).isBefore(begin.plus(Duration.ofSeconds(61)));
    assertThat(fixture.service.asked()).containsExactly("lease");
  }

  @Test
  void refusesALeaseThatIsOver() {
    fixture.service.leaseFromStock(Duration.ofMinutes(11));

    assertThat(refusal(broker))
        .hasMessageContaining("over")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
  }

  @Test
  void needsAToken() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.lease(LeaseServiceFixture.request("ann", PresentedToken.none())))
        .withMessageContainingAll("No lease", "none was presented", "jit.token")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
    assertThat(fixture.service.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Admin: yes", "a b", "ä.b.c", "a\0b"})
  void sendsNoTokenThatWouldBecomeAnotherHeader(String text) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.lease(LeaseServiceFixture.request("ann", PresentedToken.of(text))))
        .withMessageContaining("no token that HTTP can carry")
        .withMessageNotContaining(text);
    assertThat(fixture.service.asked()).isEmpty();
  }

  @Test
  void isRefusedWhenTheTokenIsOfSomebodyElse() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.lease(LeaseServiceFixture.request("bob", fixture.token("ann"))))
        .withMessageContainingAll("403 subject-mismatch", "somebody else")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
  }

  @Test
  void saysWhoIsAskedAndLeasesWhenTheyAgree() throws RefusedException {
    fixture.service.askPeople();
    RefusedException refusal = refusal(broker);
    assertThat(refusal)
        .hasMessageContainingAll("people are asked first", "data-owners, carol", "in 30 seconds");
    assertThat(refusal.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED);

    fixture.service.grant(refusal.getMessage().replaceAll("(?s).*(request-[0-9a-f]+).*", "$1"));

    assertThat(lease().id()).isNotEmpty();
  }

  @Test
  void givesALeaseALaterEnd() throws RefusedException {
    fixture.service.leaseFor(Duration.ofMinutes(2));
    LeaseRequest request = LeaseServiceFixture.request("ann", fixture.token("ann"));
    Lease lease = broker.lease(request);
    fixture.service.leaseFor(Duration.ofMinutes(5));
    fixture.service.bring("e30.e30.BBBB");

    Lease renewed = broker.renew(lease, request).orElseThrow();

    assertThat(renewed.id()).isEqualTo(lease.id());
    assertThat(renewed.credential().revealPassword())
        .isEqualTo(lease.credential().revealPassword());
    assertThat(renewed.expiresAt())
        .isBetween(
            lease.expiresAt().plus(Duration.ofSeconds(170)),
            lease.expiresAt().plus(Duration.ofSeconds(181)));
    assertThat(renewed.policy()).isEqualTo("e30.e30.BBBB");
    assertThat(fixture.service.asked()).containsExactly("lease", "renew");
  }

  @Test
  void asksForNoMoreTimeThanWasSet() throws RefusedException {
    CredentialBroker client = fixture.client("ttl", "90s");
    LeaseRequest request = LeaseServiceFixture.request("ann", fixture.token("ann"));
    Lease lease = client.lease(request);
    fixture.service.leaseFor(Duration.ofHours(5));
    Instant before = InstantSource.system().instant();

    Lease renewed = client.renew(lease, request).orElseThrow();

    assertThat(renewed.expiresAt())
        .isBetween(before.plusSeconds(89), InstantSource.system().instant().plusSeconds(90));
  }

  @Test
  void doesNotAskForMoreOfWhatIsNotRenewed() throws RefusedException {
    fixture.service.renewNoMore();
    LeaseRequest request = LeaseServiceFixture.request("ann", fixture.token("ann"));

    assertThat(broker.renew(broker.lease(request), request)).isEmpty();
    assertThat(fixture.service.asked()).containsExactly("lease");
  }

  @Test
  void leavesItToANewLeaseToSayWhyThereIsNoMoreTime() throws RefusedException {
    LeaseRequest request = LeaseServiceFixture.request("ann", fixture.token("ann"));
    Lease lease = broker.lease(request);
    fixture.service.end(lease.id());

    assertThat(broker.renew(lease, request)).isEmpty();
    fixture.service.next(Reply.problem(401, "token-refused", "Signed out."));
    assertThat(broker.renew(lease, request)).isEmpty();
  }

  @Test
  void saysThatItCannotAskForMoreTimeNow() throws RefusedException {
    LeaseRequest request = LeaseServiceFixture.request("ann", fixture.token("ann"));
    Lease lease = broker.lease(request);
    fixture.service.next(Reply.problem(429, "too-many-requests", "Slowly."));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.renew(lease, request))
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
  }

  @Test
  void seesThatSomebodyEndedALease() throws RefusedException {
    Lease lease = lease();
    assertThat(broker.stands(lease)).isTrue();

    fixture.service.end(lease.id());

    assertThat(broker.stands(lease)).isFalse();
  }

  @Test
  void seesThatALeaseEndedAlthoughItsTokenHasExpiredSince() throws Exception {
    PresentedToken token = fixture.shortToken("ann", Duration.ofSeconds(2));
    Lease lease = broker.lease(LeaseServiceFixture.request("ann", token));
    Thread.sleep(2_100);
    assertThat(broker.stands(lease)).isTrue();

    fixture.service.end(lease.id());

    assertThat(broker.stands(lease)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404, 500, 503, 200})
  void doesNotTakeAnOutageForAnEnd(int status) throws RefusedException {
    CredentialBroker client = fixture.client("timeout", "500ms");
    Lease lease = lease(client);
    fixture.service.next(Reply.problem(status, "odd", "Odd."));

    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> client.stands(lease));
    assertThat(client.stands(lease)).isTrue();
  }

  @Test
  void givesALeaseBack() throws RefusedException {
    Lease lease = lease();
    broker.revoke(lease);
    broker.revoke(lease);

    assertThat(fixture.service.revoked()).containsExactly(lease.id());
    assertThat(fixture.service.asked()).containsExactly("lease", "revoke");
  }

  @Test
  void givesALeaseBackWithATokenThatHasExpiredSince() throws Exception {
    PresentedToken token = fixture.shortToken("ann", Duration.ofSeconds(2));
    Lease lease = broker.lease(LeaseServiceFixture.request("ann", token));
    Thread.sleep(2_100);
    broker.revoke(lease);

    assertThat(fixture.service.revoked()).containsExactly(lease.id());
  }

  @Test
  void givesEveryLeaseBackAtTheEnd() throws RefusedException {
    Lease one = lease();
    Lease other = lease();
    broker.close();

    assertThat(fixture.service.revoked()).containsExactlyInAnyOrder(one.id(), other.id());
  }

  @Test
  void doesNotGiveBackWhatIsOverOrNotItsOwn() throws RefusedException {
    Lease lease = lease();
    fixture.client().revoke(lease);

    assertThat(fixture.service.asked()).containsExactly("lease");
  }

  @Test
  void doesNotMindThatTheServiceIsGoneAtTheEnd() throws RefusedException {
    Lease lease = lease();
    fixture.service.close();

    assertThatCode(() -> broker.revoke(lease)).doesNotThrowAnyException();
    assertThatCode(broker::close).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "http://broker.example, address",
    "https://broker.example?x=y, address",
    "ftp://127.0.0.1, address"
  })
  void asksNobodyInTheClear(String address, String name) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> fixture.client("address", address))
        .withMessageContaining("jit.broker.jit." + name);
  }

  @ParameterizedTest
  @CsvSource({"timeout, 0s", "ttl, 500ms", "ttl, 25h"})
  void needsTimesThatMakeSense(String setting, String value) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> fixture.client(setting, value))
        .withMessageContaining(setting);
  }

  @Test
  void asksForTheSameWithTheSameBytes() {
    LeaseRequest request = LeaseServiceFixture.request("ann", PresentedToken.none());

    assertThat(LeaseBody.plain().text(request))
        .isEqualTo(
            LeaseBody.plain().text(LeaseServiceFixture.request("ann", PresentedToken.none())))
        .doesNotContain("ttlSeconds");
    assertThat(LeaseBody.wishing(Duration.ofMinutes(1)).text(request)).contains("60");
  }
}
