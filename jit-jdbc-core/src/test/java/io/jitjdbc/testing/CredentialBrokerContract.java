package io.jitjdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link CredentialBroker} must do. */
public abstract class CredentialBrokerContract {

  /** The broker under test, set up so that it grants every request for {@link #target}. */
  protected abstract CredentialBroker broker();

  /** The database that it makes leases for. */
  protected abstract String target();

  /** The token that the subject with that id signed in with; none unless the broker needs it. */
  protected PresentedToken tokenOf(String subjectId) {
    return PresentedToken.none();
  }

  /** A request of the subject with that id. */
  protected final LeaseRequest requestOf(String subjectId) {
    var subject = new Subject("https://issuer.example", subjectId, subjectId, Set.of("analysts"));
    return new LeaseRequest(subject, target(), "TICKET-1", tokenOf(subjectId));
  }

  @Test
  void neverLeasesWhatIsAlreadyOver() throws RefusedException {
    Lease lease = broker().lease(requestOf("ann"));

    assertThat(lease.isExpiredAt(InstantSource.system().instant())).isFalse();
  }

  @Test
  void leasesEverySubjectItsOwn() throws RefusedException {
    Lease ann = broker().lease(requestOf("ann"));
    Lease bob = broker().lease(requestOf("bob"));

    assertThat(ann.id()).isNotEqualTo(bob.id());
  }

  @Test
  void showsNoPassword() throws RefusedException {
    Lease lease = broker().lease(requestOf("ann"));
    String password = lease.credential().revealPassword();

    assertThat(password).isNotEmpty();
    assertThat(lease.id()).doesNotContain(password);
    assertThat(lease.toString()).doesNotContain(password);
    assertThat(lease.credential().toString()).doesNotContain(password);
    assertThat(broker().toString()).doesNotContain(password);
  }

  @Test
  void renewsNothingButTheEnd() throws RefusedException {
    Lease lease = broker().lease(requestOf("ann"));

    broker()
        .renew(lease, requestOf("ann"))
        .ifPresent(
            renewed -> {
              assertThat(renewed.id()).isEqualTo(lease.id());
              assertThat(renewed.credential().user()).isEqualTo(lease.credential().user());
              assertThat(renewed.issuedAt()).isEqualTo(lease.issuedAt());
              assertThat(renewed.connectionProperties()).isEqualTo(lease.connectionProperties());
              assertThat(renewed.expiresAt()).isAfter(lease.expiresAt());
            });
  }

  @Test
  void saysOfALeaseThatNobodyEndedThatItStands() throws RefusedException {
    Lease lease = broker().lease(requestOf("ann"));

    assertThat(broker().stands(lease)).isTrue();
  }

  @Test
  void revokesAsOftenAsItIsAsked() throws RefusedException {
    Lease lease = broker().lease(requestOf("ann"));

    assertThatCode(
            () -> {
              broker().revoke(lease);
              broker().revoke(lease);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void closesAsOftenAsItIsAsked() throws RefusedException {
    broker().lease(requestOf("ann"));

    assertThatCode(
            () -> {
              broker().close();
              broker().close();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void leasesOnManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      var tasks = new ArrayList<Callable<Lease>>();
      for (int i = 0; i < 8; i++) {
        String subject = "subject-" + i;
        tasks.add(() -> broker().lease(requestOf(subject)));
      }
      var ids = new HashSet<String>();
      for (Future<Lease> lease : threads.invokeAll(tasks)) {
        ids.add(lease.get().id());
      }
      assertThat(ids).hasSize(8);
    } finally {
      threads.shutdownNow();
    }
  }
}
