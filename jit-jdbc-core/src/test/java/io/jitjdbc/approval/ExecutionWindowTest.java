package io.jitjdbc.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When approvals may be used, by clocks that people look at. */
class ExecutionWindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static boolean isOpen(ExecutionWindow window, String local) {
    return window.isOpenAt(LocalDateTime.parse(local).atZone(window.zone()).toInstant());
  }

  @ParameterizedTest
  @CsvSource({
    "2030-01-07T08:59:59, false", // a Monday
    "2030-01-07T09:00:00, true",
    "2030-01-07T16:59:59, true",
    "2030-01-07T17:00:00, false",
    "2030-01-05T12:00:00, false", // a Saturday
  })
  void workingHoursAreHalfOpen(String local, boolean open) {
    var window =
        new ExecutionWindow(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            LocalTime.of(9, 0),
            LocalTime.of(17, 0),
            BERLIN);

    assertThat(isOpen(window, local)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "2030-01-04T21:59:59, false", // a Friday
    "2030-01-04T22:00:00, true",
    "2030-01-05T05:59:59, true", // Friday's night goes on
    "2030-01-05T06:00:00, false",
    "2030-01-05T23:00:00, false", // Saturday has no night
    "2030-01-07T03:00:00, false", // nor has Sunday
  })
  void aNightBelongsToTheDayOnWhichItBegan(String local, boolean open) {
    var window =
        new ExecutionWindow(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            LocalTime.of(22, 0),
            LocalTime.of(6, 0),
            BERLIN);

    assertThat(isOpen(window, local)).isEqualTo(open);
  }

  @Test
  void aWindowThatEndsWhenItBeginsLastsADay() {
    var window =
        new ExecutionWindow(
            Set.of(DayOfWeek.MONDAY), LocalTime.of(8, 0), LocalTime.of(8, 0), BERLIN);

    assertThat(isOpen(window, "2030-01-07T07:59")).isFalse();
    assertThat(isOpen(window, "2030-01-07T08:00")).isTrue();
    assertThat(isOpen(window, "2030-01-08T07:59")).isTrue();
    assertThat(isOpen(window, "2030-01-08T08:00")).isFalse();
  }

  @Test
  void itGoesByTheClocksOfItsZoneWhereverWeAre() {
    var window =
        new ExecutionWindow(
            EnumSet.allOf(DayOfWeek.class), LocalTime.of(9, 0), LocalTime.of(10, 0), BERLIN);

    assertThat(window.isOpenAt(ZonedDateTime.parse("2030-01-07T08:30:00Z").toInstant())).isTrue();
    assertThat(window.isOpenAt(ZonedDateTime.parse("2030-07-01T07:30:00Z").toInstant())).isTrue();
    assertThat(window.isOpenAt(ZonedDateTime.parse("2030-07-01T08:30:00Z").toInstant())).isFalse();
  }

  @Test
  void theHourThatComesTwiceIsInItBothTimes() {
    var window =
        new ExecutionWindow(
            EnumSet.allOf(DayOfWeek.class), LocalTime.of(2, 0), LocalTime.of(3, 0), BERLIN);

    // On 27 October 2030 at three it becomes two again.
    assertThat(window.isOpenAt(ZonedDateTime.parse("2030-10-27T00:30:00Z").toInstant())).isTrue();
    assertThat(window.isOpenAt(ZonedDateTime.parse("2030-10-27T01:30:00Z").toInstant())).isTrue();
    assertThat(window.isOpenAt(ZonedDateTime.parse("2030-10-27T02:30:00Z").toInstant())).isFalse();
  }

  @Test
  void itNeedsADay() {
    assertThatThrownBy(
            () -> new ExecutionWindow(Set.of(), LocalTime.NOON, LocalTime.MIDNIGHT, BERLIN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
