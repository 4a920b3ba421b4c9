package io.jitjdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.usage.Reservation;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every usage ledger keeps to. */
public abstract class UsageLedgerContract {
  protected static final UsageKey KEY = new UsageKey("https://idp|ann", "customers", "db/app");
  protected static final Duration DAY = Duration.ofDays(1);
  protected static final Duration SLOT = DAY.dividedBy(24);

  private static final Duration MOMENT = Duration.ofMillis(1);

  protected final MutableClock clock = new MutableClock();
  protected UsageLedger ledger;

  /** A ledger that has counted nothing. */
  protected abstract UsageLedger ledger(InstantSource clock) throws Exception;

  @BeforeEach
  final void opensTheLedger() throws Exception {
    ledger = ledger(clock);
  }

  @AfterEach
  final void closesTheLedger() throws Exception {
    if (ledger != null) {
      ledger.close();
    }
  }

  @Test
  void grantsWhatIsWantedUntilTheLimit() throws RefusedException {
    assertThat(take(60, 100)).isEqualTo(60);
    assertThat(take(60, 100)).isEqualTo(40);
    assertThat(take(60, 100)).isZero();
    assertThat(used(100)).isEqualTo(100);
  }

  @Test
  void aLimitOfZeroGrantsNothing() throws RefusedException {
    assertThat(take(1, 0)).isZero();
    assertThat(admit(0, 1)).isEmpty();
    assertThat(used(0)).isZero();
  }

  @Test
  void nothingWantedIsNothingGranted() throws RefusedException {
    assertThat(take(0, 100)).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> take(-1, 100));
    assertThat(used(100)).isZero();
  }

  @Test
  void subjectsBudgetsAndTargetsAreCountedApart() throws RefusedException {
    take(100, 100);

    for (UsageKey other :
        List.of(
            new UsageKey("https://idp|bob", KEY.budget(), KEY.target()),
            new UsageKey(KEY.subject(), "orders", KEY.target()),
            new UsageKey(KEY.subject(), KEY.budget(), "db/test"),
            new UsageKey(KEY.subject() + KEY.budget(), "", KEY.target()))) {
      assertThat(ledger.reserve(other, limit(100), 100).granted()).isEqualTo(100);
    }
  }

  @Test
  void aLoweredLimitCountsWhatWasUsedUnderTheHigherOne() throws RefusedException {
    take(50, 100);

    assertThat(take(1, 40)).isZero();
    assertThat(take(20, 60)).isEqualTo(10);
  }

  @Test
  void whatWasUsedCountsForTheWindowAndASlotAtMost() throws RefusedException {
    clock.advance(SLOT.minus(MOMENT));
    take(100, 100);

    clock.advance(DAY.minus(MOMENT));
    assertThat(take(1, 100)).isZero();

    clock.advance(MOMENT.multipliedBy(2));
    assertThat(used(100)).isZero();
    assertThat(take(100, 100)).isEqualTo(100);
  }

  @Test
  void theWindowSlidesSlotBySlot() throws RefusedException {
    take(30, 100);
    clock.advance(DAY.dividedBy(2));
    take(70, 100);
    clock.advance(DAY.dividedBy(2));
    assertThat(take(100, 100)).isZero();

    clock.advance(SLOT);
    assertThat(take(100, 100)).isEqualTo(30);
    clock.advance(DAY.dividedBy(2));
    assertThat(take(100, 100)).isEqualTo(70);
  }

  @Test
  void aShorterWindowDoesNotMakeTheLongerOneForget() throws RefusedException {
    take(80, 100);
    clock.advance(DAY.dividedBy(2));
    var hour = new UsageLimit(100, Duration.ofHours(1));

    assertThat(ledger.reserve(KEY, hour, 15).granted()).isEqualTo(15);
    assertThat(ledger.used(KEY, hour)).isEqualTo(15);
    assertThat(take(100, 100)).isEqualTo(5);
  }

  @Test
  void aClockThatIsSetBackForgetsNothing() throws RefusedException {
    take(60, 100);
    clock.advance(DAY.negated());

    assertThat(take(60, 100)).isEqualTo(40);
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() throws RefusedException {
    Reservation reservation = ledger.reserve(KEY, limit(100), 100);

    ledger.giveBack(reservation, 30);

    assertThat(used(100)).isEqualTo(70);
    assertThat(take(100, 100)).isEqualTo(30);
  }

  @Test
  void noMoreIsGivenBackThanWasGranted() throws RefusedException {
    take(50, 100);
    Reservation reservation = ledger.reserve(KEY, limit(100), 10);

    ledger.giveBack(reservation, 1000);
    assertThat(used(100)).isEqualTo(50);
    ledger.giveBack(reservation, -5);
    assertThat(used(100)).isEqualTo(50);
  }

  @Test
  void whatIsGivenBackLateBelongsToTheSlotOfTheReservation() throws RefusedException {
    Reservation early = ledger.reserve(KEY, limit(100), 60);
    clock.advance(DAY.dividedBy(2));
    take(40, 100);
    ledger.giveBack(early, 20);
    assertThat(used(100)).isEqualTo(80);

    clock.advance(DAY);
    ledger.giveBack(early, 40);

    assertThat(used(100)).isEqualTo(40);
  }

  @Test
  void distinctValuesAreAdmittedUntilTheLimit() throws RefusedException {
    assertThat(admit(3, 1, 2)).isEqualTo(digests(1, 2));
    assertThat(admit(3, 3, 4)).isEqualTo(digests(3));
    assertThat(admit(3, 4)).isEmpty();
    assertThat(used(3)).isEqualTo(3);
  }

  @Test
  void aKnownValueIsAdmittedAgainAndCountsOnce() throws RefusedException {
    admit(2, 1, 2);

    assertThat(admit(2, 3, 2, 1)).containsExactlyElementsOf(digests(2, 1));
    assertThat(used(2)).isEqualTo(2);
  }

  @Test
  void aValueLeavesTheWindowAfterItsLastUse() throws RefusedException {
    admit(2, 1, 2);
    clock.advance(DAY.dividedBy(2));
    assertThat(admit(2, 1)).hasSize(1);
    clock.advance(DAY.dividedBy(2).plus(SLOT));

    assertThat(used(2)).isEqualTo(1);
    assertThat(admit(2, 3, 4, 1)).isEqualTo(digests(3, 1));
    clock.advance(DAY.plus(SLOT));
    assertThat(admit(2, 1, 2, 3)).isEqualTo(digests(1, 2));
  }

  @Test
  void manyValuesAtOnceAreAdmittedInTheirOrder() throws RefusedException {
    int[] all = IntStream.range(0, 430).toArray();

    assertThat(admit(333, all)).isEqualTo(digests(IntStream.range(0, 333).toArray()));
    assertThat(admit(333, all)).hasSize(333);
    assertThat(used(333)).isEqualTo(333);
  }

  @Test
  void aValueInPlaceOfItsDigestIsRefusedAndNotRepeated() {
    Set<String> mixed = new LinkedHashSet<>(digests(1));
    mixed.add("ann@example.com");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger.admit(KEY, limit(5), mixed))
        .withMessageNotContaining("ann");
  }

  /** Against a list of everything that was ever read, with its time. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noWindowEverHoldsMoreThanTheLimit(long seed) throws RefusedException {
    record Read(Instant at, long rows) {}
    var random = new Random(seed);
    var reads = new ArrayList<Read>();
    for (int i = 0; i < 120; i++) {
      clock.advance(Duration.ofMillis(random.nextLong(DAY.dividedBy(8).toMillis())));
      Reservation reservation = ledger.reserve(KEY, limit(100), random.nextInt(40));
      long unread = random.nextLong(reservation.granted() + 1);
      ledger.giveBack(reservation, unread);
      reads.add(new Read(clock.instant(), reservation.granted() - unread));

      Instant start = clock.instant().minus(DAY);
      long within =
          reads.stream().filter(read -> read.at().isAfter(start)).mapToLong(Read::rows).sum();
      long withSlot =
          reads.stream()
              .filter(read -> read.at().isAfter(start.minus(SLOT)))
              .mapToLong(Read::rows)
              .sum();
      assertThat(within).isLessThanOrEqualTo(100);
      assertThat(used(100)).isBetween(within, withSlot);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void manyThreadsTogetherGetTheLimitAndNoMore(long seed) throws Exception {
    List<Long> read = Together.run(6, thread -> () -> readAll(new Random(seed + thread), 500));

    long all = read.stream().mapToLong(Long::longValue).sum();
    assertThat(all + take(500, 500)).isEqualTo(500);
    assertThat(used(500)).isEqualTo(500);
  }

  @Test
  void manyThreadsTogetherAdmitAsManyValuesAsTheLimitSays() throws Exception {
    List<Set<String>> admitted =
        Together.run(
            6,
            thread ->
                () -> {
                  var mine = new LinkedHashSet<String>();
                  for (int i = 0; i < 8; i++) {
                    mine.addAll(admit(20, 3 * thread + i, 3 * thread + i + 1));
                  }
                  return mine;
                });

    var together = new LinkedHashSet<String>();
    admitted.forEach(together::addAll);
    assertThat(together).hasSize(20);
    assertThat(used(20)).isEqualTo(20);
  }

  protected final long take(long wanted, long most) throws RefusedException {
    return ledger.reserve(KEY, limit(most), wanted).granted();
  }

  protected final Set<String> admit(long most, int... values) throws RefusedException {
    return ledger.admit(KEY, limit(most), digests(values));
  }

  protected final long used(long most) throws RefusedException {
    return ledger.used(KEY, limit(most));
  }

  /** So much a day. */
  protected static UsageLimit limit(long most) {
    return new UsageLimit(most, DAY);
  }

  /** Something like digests of these values, in their order. */
  protected static Set<String> digests(int... values) {
    var digests = new LinkedHashSet<String>();
    for (int value : values) {
      digests.add("%064x".formatted(value));
    }
    return digests;
  }

  /** Until nothing is left; some of it is given back, and reads on from there. */
  private long readAll(Random random, long most) throws RefusedException {
    long read = 0;
    while (true) {
      Reservation reservation = ledger.reserve(KEY, limit(most), 1 + random.nextInt(20));
      if (reservation.granted() == 0) {
        return read;
      }
      long unread = random.nextLong(reservation.granted());
      ledger.giveBack(reservation, unread);
      read += reservation.granted() - unread;
      assertThat(ledger.used(KEY, limit(most))).isLessThanOrEqualTo(most);
    }
  }
}
