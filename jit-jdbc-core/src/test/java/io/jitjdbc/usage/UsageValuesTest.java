package io.jitjdbc.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsageValuesTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void differentKeysHaveDifferentDigests() {
    assertThat(new UsageKey("a", "b", "c").digest())
        .matches("[0-9a-f]{64}")
        .isEqualTo(new UsageKey("a", "b", "c").digest())
        .isNotEqualTo(new UsageKey("ab", "", "c").digest())
        .isNotEqualTo(new UsageKey("a", "bc", "").digest());
  }

  @Test
  void aLimitIsNeitherNegativeNorTooLargeToAddUp() {
    assertThat(new UsageLimit(1_000_000_000_000_000L, DAY).most()).isPositive();
    assertThatIllegalArgumentException().isThrownBy(() -> new UsageLimit(-1, DAY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UsageLimit(1_000_000_000_000_001L, DAY));
  }

  @Test
  void aWindowIsFromASecondToTenYears() {
    assertThat(new UsageLimit(1, Duration.ofSeconds(1)).window()).hasSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UsageLimit(1, Duration.ofMillis(999)));
    assertThatIllegalArgumentException().isThrownBy(() -> new UsageLimit(1, Duration.ofDays(3661)));
  }

  @Test
  void aReservationIsNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reservation(new UsageKey("a", "b", "c"), Instant.EPOCH, -1));
  }
}
