package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.audit.AuditEvent.LeaseIssued;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections of one subject, target and purpose share a lease. */
class LeaseSharingTest {
  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void asksTheBrokerOnceForOneSubjectAndPurpose() throws RefusedException {
    Admission first = shop.admit("ann analysts");
    Admission second = shop.admit("ann analysts");

    assertThat(shop.broker.asked).hasSize(1);
    assertThat(second.lease()).isEqualTo(first.lease());
    assertThat(first.isNew()).isTrue();
    assertThat(second.isNew()).isFalse();
  }

  @Test
  void handsTheBrokerWhatTheSubjectSignedInWithAndSharesNevertheless() throws RefusedException {
    Admission first = shop.admit("ann analysts");
    LeaseRequest request = first.request();
    var otherToken =
        new LeaseRequest(
            request.subject(),
            request.target(),
            request.purpose(),
            request.application(),
            PresentedToken.of("newer"));

    assertThat(shop.broker.asked.get(0).token().reveal()).isEqualTo("ann analysts");
    assertThat(otherToken).isEqualTo(request).hasSameHashCodeAs(request);
    assertThat(new LeaseRequest(request.subject(), "jdbc:other", request.purpose()))
        .isNotEqualTo(request);
    assertThat(otherToken.toString()).doesNotContain("newer");
  }

  @Test
  void handsTheBrokerTheTokenThatAResolverGotByItself() throws RefusedException {
    shop.subjects.signInWith(PresentedToken.of("from the issuer"));

    shop.admit("ann analysts");

    assertThat(shop.broker.asked.get(0).token().reveal()).isEqualTo("from the issuer");
  }

  @Test
  void sharesNothingBetweenSubjectsPurposesOrApplications() throws RefusedException {
    shop.admit("ann analysts");
    shop.admit("bob analysts");
    shop.point.admit(Shop.arrival("ann analysts", "TICKET-7"));
    shop.point.admit(
        new Arrival(PresentedToken.of("ann analysts"), Shop.TARGET, "spreadsheet", ""));

    assertThat(shop.broker.asked).hasSize(4).doesNotHaveDuplicates();
    assertThat(shop.broker.asked.get(3).application()).isEqualTo("spreadsheet");
  }

  @Test
  void tellsTheBrokerWhatTheSubjectPresented() throws RefusedException {
    Admission refused = shop.admit("ann analysts");
    shop.admitAgain(refused);

    assertThat(shop.broker.asked)
        .extracting(request -> request.token().reveal())
        .containsExactly("ann analysts", "ann analysts");
  }

  @Test
  void asksASlowBrokerOnceForManyThreads() throws Exception {
    var arrived = new CountDownLatch(1);
    shop.broker.trouble =
        () -> {
          arrived.countDown();
          pause();
        };
    List<Admission> admissions =
        Together.run(
            8,
            thread ->
                () -> {
                  if (thread > 0) {
                    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
                  }
                  return shop.admit("ann analysts");
                });

    assertThat(shop.broker.asked).hasSize(1);
    assertThat(admissions).extracting(Admission::lease).containsOnly(admissions.get(0).lease());
    assertThat(admissions).filteredOn(Admission::isNew).hasSize(1);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tellsEverybodyWhoWaitedThatTheBrokerRefused() throws Exception {
    assertThat(refusalsOfTwo(new RefusedException(SqlState.CREDENTIAL_REFUSED, "ann may not")))
        .containsOnly(SqlState.CREDENTIAL_REFUSED);
  }

  /** One thread asks the broker; another waits for the same answer. */
  private List<SqlState> refusalsOfTwo(RefusedException refusal) throws Exception {
    var asked = new CountDownLatch(1);
    shop.broker.trouble =
        () -> {
          asked.countDown();
          pause();
          throw refusal;
        };
    return Together.run(
        2,
        thread ->
            () -> {
              if (thread == 1) {
                assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
              }
              try {
                throw new AssertionError(shop.admit("ann analysts"));
              } catch (RefusedException e) {
                return e.state();
              }
            });
  }

  @Test
  void doesNotWaitOnAfterAnInterruption() throws Exception {
    var asked = new CountDownLatch(1);
    var answered = new CountDownLatch(1);
    shop.broker.trouble =
        () -> {
          asked.countDown();
          pass(answered);
        };
    Together.run(
        2,
        thread ->
            () -> {
              if (thread == 0) {
                return shop.admit("ann analysts");
              }
              pass(asked);
              Thread.currentThread().interrupt();
              assertThatThrownBy(() -> shop.admit("ann analysts"))
                  .hasMessageContaining("interrupted while waiting for a lease");
              answered.countDown();
              return Thread.interrupted();
            });

    assertThat(shop.admit("ann analysts").isNew()).isFalse();
  }

  private static void pass(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void hasThePolicyOfANewLeaseAdoptedOnce() throws RefusedException {
    var policy = FixedPolicy.permit();
    try (Shop other = Shop.under(policy)) {
      other.admit("ann analysts");
      other.admit("ann analysts");
      other.admit("bob analysts");
    }
    assertThat(policy.adopted)
        .containsExactly("policy-1 for " + Shop.TARGET, "policy-2 for " + Shop.TARGET);
  }

  @Test
  void givesALeaseBackWhosePolicyIsNotAdopted() {
    var policy = FixedPolicy.permit();
    policy.adoptsNothing = true;
    try (Shop other = Shop.under(policy)) {
      assertThatThrownBy(() -> other.admit("ann analysts"))
          .isInstanceOf(RefusedException.class)
          .hasMessage("not signed by anybody");
      assertThat(other.broker.revoked).extracting(Lease::id).containsExactly("lease-1");
      other.clock.advance(Duration.ofSeconds(3));
      assertThatThrownBy(() -> other.admit("ann analysts")).isInstanceOf(RefusedException.class);
      assertThat(other.broker.asked).hasSize(2);
    }
  }

  @Test
  void refusesALeaseThatIsOverWhenItIsIssued() {
    shop.broker.life = Duration.ofMinutes(-1);

    assertThatThrownBy(() -> shop.admit("ann analysts"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED))
        .hasMessageContaining("a lease that is over");
  }

  @Test
  void forgetsALeaseThatTheDatabaseRefused() throws RefusedException {
    Admission refused = shop.admit("ann analysts");

    Admission again = shop.admitAgain(refused);

    assertThat(again.lease().id()).isEqualTo("lease-2");
    assertThat(again.isNew()).isTrue();
    assertThat(again.application()).isEqualTo(refused.application());
    assertThat(shop.admit("ann analysts").lease()).isEqualTo(again.lease());
  }

  @Test
  void doesNotForgetTheLeaseThatReplacedARefusedOne() throws RefusedException {
    Admission refused = shop.admit("ann analysts");
    Admission again = shop.admitAgain(refused);

    assertThat(shop.admitAgain(refused).lease()).isEqualTo(again.lease());
    assertThat(shop.broker.asked).hasSize(2);
  }

  @Test
  void recordsALeaseOnceHoweverManySessionsUseIt() throws RefusedException {
    shop.session("ann analysts");
    shop.session("ann analysts");

    assertThat(shop.events.of(LeaseIssued.class)).hasSize(1);
  }

  @Test
  void recordsALeaseWhoseFirstConnectionDidNotComeAbout() throws RefusedException {
    shop.admit("ann analysts");

    shop.session("ann analysts");

    assertThat(shop.events.types()).containsExactly("lease.issued", "session.opened");
  }

  @Test
  void recordsALeaseThatCouldNotBeRecordedAtItsFirstUse() throws RefusedException {
    Admission admission = shop.admit("ann analysts");
    var full = new AtomicBoolean(true);
    shop.events.failWith(
        () -> {
          if (full.getAndSet(false)) {
            throw new AuditUnavailableException("full");
          }
        });
    assertThatThrownBy(() -> shop.begin(admission)).isInstanceOf(RefusedException.class);

    shop.session("ann analysts");

    assertThat(shop.events.types()).containsExactly("lease.issued", "session.opened");
  }

  @Test
  void givesEveryLeaseBackAtTheEndAndLeavesThePartsToWhoMadeThem() throws RefusedException {
    Lease lease = shop.admit("ann analysts").lease();
    Lease other = shop.admit("bob analysts").lease();

    shop.point.close();

    assertThat(shop.broker.revoked).containsExactlyInAnyOrder(lease, other);
    assertThat(shop.broker.closed).isFalse();
    assertThat(shop.subjects.closed).isFalse();
    assertThat(shop.approvals.closed).isFalse();
    assertThat(shop.events.closed).isFalse();
  }
}
