package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.audit.cells.CellItem;
import io.jitjdbc.audit.cells.CellReader;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellValue;
import io.jitjdbc.audit.cells.CellWriter;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialClob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CellObjectsTest {

  /** An object of a class that nobody knows, as some drivers have for numbers. */
  private static final class OwnDecimal extends BigDecimal {
    private static final long serialVersionUID = 1L;

    OwnDecimal() {
      super("1.50");
    }
  }

  private static CellValue written(Object value) throws Exception {
    var cells = new CellWriter();
    cells.cell(1, Accessor.OBJECT);
    CellObjects.write(cells, value);
    CellItem item = CellReader.all(cells.take()).get(0);
    return ((CellItem.Cell) item).value();
  }

  static Stream<Object> plain() {
    return Stream.of(
        1,
        -7L,
        (short) 3,
        (byte) -1,
        1.5f,
        2.5,
        true,
        "text",
        new BigDecimal("12.340"),
        new BigInteger("123456789012345678901234567890"),
        LocalDate.of(2030, 1, 2),
        LocalTime.of(3, 4, 5, 6),
        LocalDateTime.of(2030, 1, 2, 3, 4, 5, 6),
        OffsetDateTime.parse("2030-01-02T03:04:05.000000006+01:00"),
        OffsetTime.parse("03:04:05+01:00"),
        ZonedDateTime.parse("2030-01-02T03:04:05+01:00[Europe/Paris]"),
        Instant.parse("1960-01-02T03:04:05.000000006Z"),
        UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
  }

  @ParameterizedTest
  @MethodSource("plain")
  void aValueIsReadBackAsItWas(Object value) throws Exception {
    assertThat(written(value).content()).isEqualTo(value);
  }

  @Test
  void timesOfJdbcAreToldByTheirFields() throws Exception {
    assertThat(written(Date.valueOf("2030-01-02")))
        .isEqualTo(new CellValue(CellType.SQL_DATE, LocalDate.of(2030, 1, 2)));
    assertThat(written(Time.valueOf("03:04:05")))
        .isEqualTo(new CellValue(CellType.SQL_TIME, LocalTime.of(3, 4, 5)));
    assertThat(written(Timestamp.valueOf("2030-01-02 03:04:05.000000006")))
        .isEqualTo(new CellValue(CellType.SQL_TIMESTAMP, LocalDateTime.of(2030, 1, 2, 3, 4, 5, 6)));
  }

  @Test
  void nullsAndArraysAreToldAsSuch() throws Exception {
    assertThat(written(null)).isEqualTo(CellValue.NULL);
    assertThat(written(new Object[] {1, null, new int[] {2}}))
        .isEqualTo(
            new CellValue(
                CellType.ARRAY,
                List.of(
                    new CellValue(CellType.INT, 1),
                    CellValue.NULL,
                    new CellValue(CellType.ARRAY, List.of(new CellValue(CellType.INT, 2))))));
  }

  @Test
  void whatIsOfAnUnknownClassIsToldByItsText() throws Exception {
    assertThat(written(URI.create("urn:x")).content())
        .isEqualTo(new CellValue.Form("java.net.URI", "urn:x"));
    assertThat(written(new OwnDecimal()).content())
        .isEqualTo(new CellValue.Form(OwnDecimal.class.getName(), "1.50"));
  }

  static Stream<Object> readLater() throws Exception {
    return Stream.of(
        new SerialBlob(new byte[1]),
        new SerialClob(new char[1]),
        new ByteArrayInputStream(new byte[1]),
        new StringReader("x"));
  }

  @ParameterizedTest
  @MethodSource("readLater")
  void whatCouldBeReadPastTheRecordingIsRefused(Object value) {
    assertThatThrownBy(() -> written(new Object[] {value}))
        .hasMessageContaining("within another value are not recorded");
  }

  @Test
  void arraysThatAreNestedTooDeepAreRefused() {
    Object nested = 1;
    for (int depth = 0; depth < 40; depth++) {
      nested = new Object[] {nested};
    }
    Object deep = nested;
    assertThatThrownBy(() -> written(deep)).hasMessageContaining("nested too deep");
  }
}
