package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.JitContext;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.identity.PresentedToken;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a service that knows more than others is told, and how it wakes who waits. */
@Timeout(20)
class ApprovalWatchTest {
  private static final String ONE = "SELECT salary FROM payroll";

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  private CompletableFuture<Permission> inBackground(Session session, Ask ask) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return session.permit(ask);
          } catch (RefusedException e) {
            throw new CompletionException(e);
          }
        });
  }

  private Runnable alarm() throws InterruptedException {
    while (true) {
      Runnable alarm = shop.approvals.alarms.poll();
      if (alarm != null) {
        return alarm;
      }
      Thread.sleep(5);
    }
  }

  @Test
  void anAlarmEndsThePauseAndNotTheWait() throws Exception {
    shop.approvals.pauseFor(Duration.ofHours(1));
    CompletableFuture<Permission> run = inBackground(shop.session("ann analysts"), Shop.ask(ONE));
    alarm().run();

    // Nothing had happened, so it waits on, and an old alarm does it no harm.
    Runnable second = alarm();
    assertThat(run).isNotDone();
    shop.approvals.answer(shop.approvals.filed.get(0).id(), "bob approvers", true);
    second.run();

    assertThat(run.get(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(shop.approvals.watching).hasValue(0);
  }

  @Test
  void whoeverEndsTheWaitEndsTheWatchingToo() throws Exception {
    shop.approvals.pauseFor(Duration.ofHours(1));
    var patience = new Patience();
    var ask = new Ask(ONE, () -> "binds", patience, Duration.ZERO);
    CompletableFuture<Permission> run = inBackground(shop.session("ann analysts"), ask);
    Runnable late = alarm();

    patience.end("the statement was cancelled");

    assertThatThrownBy(() -> run.get(10, TimeUnit.SECONDS))
        .rootCause()
        .hasMessageContaining("the statement was cancelled");
    assertThat(shop.approvals.watching).hasValue(0);
    assertThat(shop.approvals.cancelled).hasSize(1);
    late.run();
  }

  private Presented presented() {
    return shop.approvals.presented.get(shop.approvals.presented.size() - 1);
  }

  private void run(Session session) throws RefusedException {
    shop.approvals.answeredBy(true, "bob approvers");
    session.permit(Shop.ask(ONE));
  }

  @Test
  void theSubjectsTokenGoesWithTheRequest() throws RefusedException {
    run(shop.session("ann analysts"));

    assertThat(presented().subject().reveal()).isEqualTo("ann analysts");
    assertThat(presented().actor().reveal()).isEqualTo("ann analysts");
  }

  @Test
  void whoActsForSomebodyPresentsBothTokens() throws RefusedException {
    Session session = shop.session("batch workers");
    session.acting().actFor(PresentedToken.of("ann analysts"));

    run(session);

    assertThat(presented().subject().reveal()).isEqualTo("ann analysts");
    assertThat(presented().actor().reveal()).isEqualTo("batch workers");
  }

  @Test
  void whomTheApplicationServesPresentsATokenOfTheirOwn() throws RefusedException {
    shop.subjects.actFor(PresentedToken.of("ann analysts"));

    run(shop.session("batch workers"));

    assertThat(presented().subject().reveal()).isEqualTo("ann analysts");
    assertThat(presented().actor().reveal()).isEqualTo("batch workers");
  }

  @Test
  void whomTheProgramVouchesForHasNoToken() throws RefusedException {
    Session session = shop.session("batch workers");
    session.acting().actFor(PresentedToken.of("eve analysts"));
    shop.subjects.actFor(PresentedToken.of("eve analysts"));

    try (var scope = JitContext.as(FakeSubjects.named("ann analysts"))) {
      run(session);
      assertThat(scope).isNotNull();
    }

    assertThat(presented().subject().isPresent()).isFalse();
    assertThat(presented().actor().reveal()).isEqualTo("batch workers");
  }

  @Test
  void aConnectionThatOutlivesItsTokenPresentsTheNextOne() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.subjects.signInWith(PresentedToken.of("ann analysts renewed"));

    run(session);

    assertThat(presented().subject().reveal()).isEqualTo("ann analysts renewed");
  }

  @Test
  void aTokenOfSomebodyElseIsNotTheOpeners() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.subjects.signInWith(PresentedToken.of("eve analysts"));

    run(session);

    assertThat(presented().subject().reveal()).isEqualTo("ann analysts");
  }
}
