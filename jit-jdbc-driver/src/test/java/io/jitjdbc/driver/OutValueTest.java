package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutValueTest {

  private static Object natural(Object value) {
    return OutValue.shown(() -> value, seen -> seen).value();
  }

  @Test
  void aMaskSeesTheTypesOnWhichMasksWork() {
    assertThat(natural(7)).isEqualTo(new BigDecimal("7"));
    assertThat(natural(Date.valueOf("2030-01-02"))).isEqualTo(LocalDate.of(2030, 1, 2));
    assertThat(natural(Time.valueOf("03:04:05"))).isEqualTo(LocalTime.of(3, 4, 5));
    assertThat(natural(Timestamp.valueOf("2030-01-02 03:04:05")))
        .isEqualTo(LocalDateTime.of(2030, 1, 2, 3, 4, 5));
    assertThat(natural(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")))
        .isEqualTo("00112233-4455-6677-8899-aabbccddeeff");
    for (Object same :
        new Object[] {
          "text",
          true,
          LocalDate.EPOCH,
          LocalTime.NOON,
          LocalDateTime.of(2030, 1, 2, 3, 4),
          OffsetDateTime.parse("2030-01-02T03:04:05+01:00")
        }) {
      assertThat(natural(same)).isSameAs(same);
    }
    assertThat(natural(new byte[] {1})).isEqualTo(new byte[] {1});
  }

  @Test
  void whatNoMaskKnowsOrCannotBeReadShowsNothing() {
    assertThat(natural(URI.create("urn:secret"))).isNull();
    assertThat(natural(Double.NaN)).isNull();
    assertThat(natural(null)).isNull();
    ShownValue broken =
        OutValue.shown(
            () -> {
              throw new SQLException("secret");
            },
            seen -> seen);
    assertThat(broken.isNull()).isTrue();
  }
}
