package io.jitjdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.protocol.KeptLease;
import io.jitjdbc.credential.protocol.KeptLogin;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.credential.protocol.LeaseHolder;
import io.jitjdbc.credential.protocol.Reservation;
import io.jitjdbc.credential.protocol.TakenKey;
import io.jitjdbc.protocol.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every book of leases keeps to. */
public abstract class LeaseBookContract {
  protected static final Instant NOW = Instant.parse("2030-01-31T13:00:00.123Z");
  private static final Duration WORK = Duration.ofMinutes(1);
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final Duration PASSWORD_KEPT = Duration.ofMinutes(5);
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final int THREADS = 16;

  protected LeaseBook book;

  /** A book that holds nothing. */
  protected abstract LeaseBook book() throws Exception;

  /** The same book as another instance has it. */
  protected abstract LeaseBook sameBook();

  @BeforeEach
  final void opensTheBook() throws Exception {
    book = book();
  }

  @AfterEach
  final void closesTheBook() {
    if (book != null) {
      book.close();
    }
  }

  private static Reservation reservation(String lease, String key) {
    return new Reservation(lease, key, "asked", NOW.plus(WORK));
  }

  private static KeptLease lease(String id) {
    return lease(id, NOW.plus(LIFE), 1);
  }

  private static KeptLease lease(String id, Instant end, int generation) {
    var ann = new Party("https://issuer.example", "ann-ü-1");
    var holder =
        new LeaseHolder(
            ann, "Ann ☃", new Party("i", "agent"), "jdbc:postgresql://db/shop", "TICKET-7 '", "");
    var login =
        new KeptLogin(
            "broker/lease/" + id,
            "jit_" + id,
            Map.of("sslmode", "verify-full", "options", "-c \"a\"=b"),
            generation,
            "sealed." + generation + "." + id,
            NOW.plus(PASSWORD_KEPT));
    return new KeptLease(id, holder, login, NOW, end, true);
  }

  private static KeptLease withoutPassword(KeptLease lease) {
    return lease.at(Instant.MAX);
  }

  private KeptLease kept(String id) throws RefusedException {
    assertThat(book.reserve(reservation(id, "key of " + id), NOW)).isEmpty();
    KeptLease lease = lease(id);
    assertThat(book.complete(lease)).isTrue();
    return lease;
  }

  @Test
  void keepsALeaseAsItIs() throws RefusedException {
    KeptLease lease = kept("one");

    assertThat(sameBook().find("one", NOW)).contains(lease);
    assertThat(book.find("two", NOW)).isEmpty();
  }

  @Test
  void tellsWhatAKeyIsTakenFor() throws RefusedException {
    assertThat(book.reserve(reservation("one", "key"), NOW)).isEmpty();

    var other = new Reservation("two", "key", "something else", NOW.plus(WORK));
    assertThat(sameBook().reserve(other, NOW)).contains(new TakenKey("one", "asked", false));
    assertThat(book.find("one", NOW)).isEmpty();
    assertThat(book.living(NOW, "", 10)).isEmpty();
    book.complete(lease("one"));
    assertThat(sameBook().reserve(other, NOW)).contains(new TakenKey("one", "asked", true));
    assertThat(book.complete(lease("two"))).isFalse();
  }

  @Test
  void aReservationWhoseInstanceDiedIsFreeAfterItsEnd() throws RefusedException {
    book.reserve(reservation("one", "key"), NOW);
    Instant end = NOW.plus(WORK);
    var next = new Reservation("two", "key", "asked", end.plus(WORK));

    assertThat(book.reserve(next, end.minus(MOMENT))).isPresent();
    assertThat(book.reserve(next, end)).isEmpty();

    assertThat(book.complete(lease("one"))).isFalse();
    assertThat(book.find("one", end)).isEmpty();
    assertThat(book.complete(lease("two"))).isTrue();
    assertThat(book.complete(lease("two"))).isFalse();
  }

  @Test
  void whatIsLateIsKeptIfNobodyElseHasTheKey() throws RefusedException {
    book.reserve(reservation("one", "key"), NOW);

    assertThat(book.complete(lease("one", NOW.plus(LIFE), 1))).isTrue();
    assertThat(book.find("one", NOW.plus(WORK).plus(WORK))).isPresent();
  }

  @Test
  void whatIsGivenUpIsFreeAtOnce() throws RefusedException {
    book.reserve(reservation("one", "key"), NOW);
    book.giveUp("one", NOW);
    book.giveUp("nothing", NOW);

    assertThat(book.complete(lease("one"))).isFalse();
    assertThat(book.reserve(reservation("two", "key"), NOW)).isEmpty();
  }

  @Test
  void aLeaseThatIsGivenUpIsOver() throws RefusedException {
    KeptLease lease = kept("one");
    book.giveUp("one", NOW);

    assertThat(book.find("one", NOW)).isEmpty();
    assertThat(book.claimOver(NOW, 10)).containsExactly(withoutPassword(lease));
  }

  @Test
  void ofManyOneGetsAKey() throws Exception {
    for (int round = 0; round < 5; round++) {
      String key = "key " + round;
      List<Optional<TakenKey>> answers =
          Together.run(
              THREADS,
              i -> () -> (i % 2 == 0 ? book : sameBook()).reserve(reservation(key + i, key), NOW));

      assertThat(answers.stream().filter(Optional::isEmpty)).hasSize(1);
      assertThat(answers.stream().flatMap(Optional::stream).map(TakenKey::lease).distinct())
          .hasSize(1);
    }
  }

  @Test
  void ofManyOneTakesAKeyOver() throws Exception {
    book.reserve(reservation("dead", "key"), NOW);
    Instant end = NOW.plus(WORK);

    List<Optional<TakenKey>> answers =
        Together.run(
            THREADS,
            i ->
                () ->
                    sameBook()
                        .reserve(new Reservation("next" + i, "key", "asked", end.plus(WORK)), end));

    assertThat(answers.stream().filter(Optional::isEmpty)).hasSize(1);
    assertThat(book.complete(lease("dead"))).isFalse();
  }

  @Test
  void erasesPasswordsInTime() throws RefusedException {
    KeptLease lease = kept("one");
    Instant end = NOW.plus(PASSWORD_KEPT);

    assertThat(book.find("one", end.minus(MOMENT))).contains(lease);
    assertThat(book.find("one", end)).contains(withoutPassword(lease));
    book.tidy(end);
    // Even for somebody with a slow clock.
    assertThat(book.find("one", NOW)).contains(withoutPassword(lease));
  }

  @Test
  void aLeaseIsOverAtItsEnd() throws RefusedException {
    KeptLease lease = kept("one");
    Instant end = NOW.plus(LIFE);

    assertThat(book.find("one", end.minus(MOMENT))).isPresent();
    assertThat(book.claimOver(end.minus(MOMENT), 10)).isEmpty();
    assertThat(book.find("one", end)).isEmpty();
    assertThat(book.end("one", end)).isEmpty();
    assertThat(book.renew(lease, lease("one", end.plus(LIFE), 1), end)).isFalse();
    assertThat(book.living(end, "", 10)).isEmpty();
    assertThat(book.claimOver(end, 10)).containsExactly(withoutPassword(lease));
  }

  @Test
  void renewsWhatWasSeenAndNothingElse() throws RefusedException {
    KeptLease first = kept("one");
    KeptLease second = lease("one", NOW.plus(LIFE).plus(LIFE), 2);
    KeptLease third = lease("one", NOW.plus(LIFE).plus(WORK), 2);

    assertThat(book.renew(first, second, NOW)).isTrue();
    assertThat(sameBook().renew(first, third, NOW)).isFalse();

    assertThat(book.find("one", NOW)).contains(second);
    assertThat(book.claimOver(NOW.plus(LIFE), 10)).isEmpty();
    assertThat(book.renew(lease("two"), lease("two"), NOW)).isFalse();
  }

  @Test
  void ofManyOneRenews() throws Exception {
    KeptLease first = kept("one");

    List<Boolean> renewed =
        Together.run(
            THREADS,
            i ->
                () ->
                    sameBook()
                        .renew(first, lease("one", NOW.plus(LIFE).plusSeconds(i + 1), i), NOW));

    assertThat(renewed).containsOnlyOnce(true);
  }

  @Test
  void whatIsEndedIsOverAtOnceAndEndedByWhoeverEndedIt() throws RefusedException {
    KeptLease lease = kept("one");

    assertThat(book.end("one", NOW)).contains(withoutPassword(lease));

    assertThat(sameBook().end("one", NOW)).isEmpty();
    assertThat(book.end("nothing", NOW)).isEmpty();
    assertThat(book.find("one", NOW)).isEmpty();
    assertThat(book.renew(lease, lease("one", NOW.plus(WORK), 2), NOW)).isFalse();
    assertThat(book.claimOver(NOW, 10)).isEmpty();
    // Whoever ended it died, or failed.
    assertThat(book.claimOver(NOW.plus(LeaseBook.claim(1)), 10))
        .containsExactly(withoutPassword(lease));
  }

  @Test
  void tellsWhatCouldNotBeEndedAtTheFirstTry() throws RefusedException {
    KeptLease lease = kept("one");
    kept("two");
    Instant end = NOW.plus(LIFE);
    assertThat(book.claimOver(end, 10)).hasSize(2);
    assertThat(book.unended(10)).isEmpty();
    book.ended("two", end);

    assertThat(book.claimOver(end.plus(LeaseBook.claim(1)), 10)).hasSize(1);
    assertThat(sameBook().unended(10)).containsExactly(withoutPassword(lease));

    book.ended("one", end);
    assertThat(book.unended(10)).isEmpty();
  }

  @Test
  void handsOutWhatIsOverAgainAndAgainUntilItIsGone() throws RefusedException {
    kept("one");
    Instant at = NOW.plus(LIFE);
    for (int times = 1; times < 8; times++) {
      assertThat(book.claimOver(at, 10)).hasSize(1);
      Instant next = at.plus(LeaseBook.claim(times));
      assertThat(sameBook().claimOver(next.minus(MOMENT), 10)).isEmpty();
      at = next;
    }
    assertThat(book.claimOver(at, 10)).hasSize(1);
    book.ended("one", at);
    book.ended("nothing", at);

    assertThat(book.claimOver(at.plus(Duration.ofDays(1)), 10)).isEmpty();
  }

  @Test
  void waitsLongerForWhoeverFailsMoreOften() {
    assertThat(List.of(1, 2, 3, 4, 5, 6, 1000))
        .extracting(times -> LeaseBook.claim(times).toMinutes())
        .containsExactly(1L, 2L, 4L, 8L, 15L, 15L, 15L);
  }

  @Test
  void handsOutThoseFirstThatHaveWaitedLongest() throws RefusedException {
    var ids = List.of("c", "a", "b");
    for (int i = 0; i < ids.size(); i++) {
      book.reserve(reservation(ids.get(i), "key " + i), NOW);
      book.complete(lease(ids.get(i), NOW.plusSeconds(i + 1), 1));
    }
    Instant end = NOW.plus(LIFE);

    assertThat(book.claimOver(end, 2)).extracting(KeptLease::id).containsExactly("c", "a");
    assertThat(book.claimOver(end, 2)).extracting(KeptLease::id).containsExactly("b");
  }

  @Test
  void handsEachLeaseToOne() throws Exception {
    for (int i = 0; i < 40; i++) {
      kept("lease-" + i);
    }
    List<List<KeptLease>> claimed =
        Together.run(8, i -> () -> untilNothingIsLeft(i % 2 == 0 ? book : sameBook()));

    assertThat(claimed.stream().flatMap(List::stream).map(KeptLease::id))
        .hasSize(40)
        .doesNotHaveDuplicates();
  }

  private static List<KeptLease> untilNothingIsLeft(LeaseBook book) throws RefusedException {
    var all = new ArrayList<KeptLease>();
    // Several looks: one that met others may have come away with nothing.
    for (int look = 0; look < 30; look++) {
      all.addAll(book.claimOver(NOW.plus(LIFE), 7));
    }
    return all;
  }

  @Test
  void remembersAKeyForAWhileAfterItsLease() throws RefusedException {
    kept("one");
    book.end("one", NOW);
    book.ended("one", NOW);
    Instant end = NOW.plus(LeaseBook.KEY_REMEMBERED);
    var next = new Reservation("two", "key of one", "asked", end.plus(WORK));

    book.tidy(end.minus(MOMENT));
    assertThat(book.reserve(next, end.minus(MOMENT))).contains(new TakenKey("one", "asked", true));
    book.tidy(end);
    assertThat(book.reserve(next, end)).isEmpty();
  }

  @Test
  void forgetsNoLeaseWhoseLoginMayBeAlive() throws RefusedException {
    kept("one");
    Instant later = NOW.plus(Duration.ofDays(9));
    book.tidy(later);

    assertThat(book.claimOver(later, 10)).hasSize(1);
  }

  @Test
  void listsWhatGoesOnPageByPage() throws RefusedException {
    for (String id : List.of("b", "d", "a", "c")) {
      kept(id);
    }
    book.end("b", NOW);

    List<KeptLease> first = book.living(NOW, "", 2);
    assertThat(first).containsExactly(withoutPassword(lease("a")), withoutPassword(lease("c")));
    assertThat(book.living(NOW, "c", 2)).extracting(KeptLease::id).containsExactly("d");
  }
}
