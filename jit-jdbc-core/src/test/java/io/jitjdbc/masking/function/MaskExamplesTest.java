package io.jitjdbc.masking.function;

import static io.jitjdbc.masking.function.BuiltInMasksTest.mask;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskExamplesTest {

  @Nested
  class Partial {
    @ParameterizedTest
    @CsvSource({
      "0, 4, 4111111111111111, •••••1111",
      "0, 4, 123-45-6789,      •••••6789",
      "2, 2, abcdefgh,         ab•••••gh",
      "9, 9, abcdefgh,         abcd•••••",
      "1, 0, alice,            a•••••",
      "1, 0, adam,             •••••",
      "1, 0, a,                •••••",
      "1, 0, 😀bcde,           😀•••••"
    })
    void keepsTheEnds(int first, int last, String value, String shown) {
      ColumnMask mask = mask(new PartialMask(), "keep-first", "" + first, "keep-last", "" + last);
      assertThat(mask.mask(value)).isEqualTo(shown);
      assertThat(Hidden.isIn(mask.mask(value))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
      "alice@example.org,        a•••••@example.org",
      "bob@example.org,          •••••@example.org",
      "'\"a@b\"c d@example.org', '\"•••••@example.org'",
      "alice@münchen.example,    a•••••@münchen.example",
      "not an address,           •••••",
      "@example.org,             •••••",
      "alice@,                   •••••",
      "alice@my secret,          •••••"
    })
    void keepsTheDomainOfAnEmailAddressOnly(String value, String shown) {
      ColumnMask mask = mask(new PartialMask(), "keep-first", "1", "keep-domain", "true");
      assertThat(mask.mask(value)).isEqualTo(shown);
    }

    @Test
    void mustKeepSomething() {
      assertThatThrownBy(() -> mask(new PartialMask()))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("keep-first");
    }
  }

  @Nested
  class Hash {
    @TempDir Path directory;

    @Test
    void showsEqualValuesAsEqualTokensUnderOneKeyOnly() throws IOException {
      ColumnMask one = keyedBy("0123456789abcdef\n");
      ColumnMask same = keyedBy("0123456789abcdef");
      ColumnMask other = keyedBy("0123456789abcdeX");
      assertThat(one.mask("alice")).isEqualTo(same.mask("alice")).isNotEqualTo(one.mask("bob"));
      assertThat(one.mask("alice")).isNotEqualTo(other.mask("alice"));
      assertThat(one.mask("alice").toString()).startsWith(Hidden.TEXT).hasSize(5 + 22);
      assertThat((byte[]) one.mask("alice".getBytes(UTF_8))).hasSize(32);
      assertThat(one.mask(BigDecimal.ONE)).isNull();
    }

    private ColumnMask keyedBy(String key) throws IOException {
      Path file = Files.writeString(Files.createTempFile(directory, "key", ""), key);
      return mask(new HashMask(), "key.file", file.toString());
    }

    @Test
    void needsALongKeyFromExactlyOnePlace() {
      assertThatThrownBy(() -> mask(new HashMask()))
          .hasMessageContaining("either key.file or key.env");
      assertThatThrownBy(() -> mask(new HashMask(), "key.file", "f", "key.env", "V"))
          .hasMessageContaining("either key.file or key.env");
      assertThatThrownBy(() -> keyedBy("short"))
          .hasMessageContaining("16")
          .hasMessageNotContaining("short");
      assertThatThrownBy(() -> mask(new HashMask(name -> null), "key.env", "V"))
          .hasMessageContaining("not set");
      assertThatThrownBy(
              () -> mask(new HashMask(), "key.file", directory.resolve("none").toString()))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("cannot be read");
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, 51499.99, 51000", "1000, 51500, 52000", "0.5, -1.3, -1.5", "7, 0, 0"})
  void roundShowsTheNearestMultiple(String step, BigDecimal number, BigDecimal shown) {
    assertThat((BigDecimal) mask(new RoundMask(), "to", step).mask(number))
        .isEqualByComparingTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "ten", "1E+99999"})
  void roundRefusesAStepThatIsNone(String step) {
    assertThatThrownBy(() -> mask(new RoundMask(), "to", step))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("a number above zero");
  }

  @Test
  void truncateDateShowsTheStartAndNeverTheWhole() {
    LocalDate date = LocalDate.parse("1984-06-17");
    LocalDateTime time = LocalDateTime.parse("1984-06-17T13:45:10");
    ColumnMask year = mask(new TruncateDateMask(), "to", "year");
    ColumnMask month = mask(new TruncateDateMask(), "to", "month");
    ColumnMask day = mask(new TruncateDateMask(), "to", "day");
    ColumnMask hour = mask(new TruncateDateMask(), "to", "hour");
    assertThat(year.mask(date)).isEqualTo(LocalDate.parse("1984-01-01"));
    assertThat(month.mask(time)).isEqualTo(LocalDateTime.parse("1984-06-01T00:00"));
    assertThat(day.mask(date)).isNull();
    assertThat(day.mask(time)).isEqualTo(LocalDateTime.parse("1984-06-17T00:00"));
    assertThat(hour.mask(OffsetDateTime.parse("1984-06-17T13:45:10+02:00")))
        .isEqualTo(OffsetDateTime.parse("1984-06-17T13:00:00+02:00"));
    assertThat(hour.mask(LocalTime.parse("13:45"))).isEqualTo(LocalTime.parse("13:00"));
    assertThat(year.mask(LocalTime.parse("13:45"))).isNull();
    assertThat(year.mask("1984-06-17")).isEqualTo(Hidden.TEXT);
  }

  @Test
  void regexShowsWhatTheReplacementNamesAndNothingElse() {
    ColumnMask mask =
        mask(new RegexMask(), "pattern", "(\\d{3})-\\d+-(?<end>\\d)", "replacement", "$1-x-${end}");
    assertThat(mask.mask("123-456-7")).isEqualTo("123-x-7");
    assertThat(mask.mask("123-456-7 and more")).isEqualTo(Hidden.TEXT);
    assertThat(mask(new RegexMask(), "pattern", ".*", "replacement", "<$0>").mask("secret"))
        .isEqualTo(Hidden.TEXT);
  }

  @Test
  void regexGivesUpOnAPatternThatTakesForEver() {
    ColumnMask mask = mask(new RegexMask(), "pattern", "(x+x+)+y", "replacement", "z");
    assertThat(mask.mask("x".repeat(5_000))).isEqualTo(Hidden.TEXT);
  }

  @ParameterizedTest
  @CsvSource({"(a, $1, pattern", "a, $1, group", "(a), ${b}, group", "a, $, group"})
  void regexRefusesWhatCannotWork(String pattern, String replacement, String named) {
    assertThatThrownBy(() -> mask(new RegexMask(), "pattern", pattern, "replacement", replacement))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(named);
  }

  @Test
  void constantIsReadAsTheTypeOfTheColumn() {
    ColumnMask mask = mask(new ConstantMask(), "value", "0");
    assertThat(mask.mask("text")).isEqualTo("0");
    assertThat(mask.mask(BigDecimal.TEN)).isEqualTo(BigDecimal.ZERO);
    assertThat(mask.mask(LocalDate.EPOCH)).isNull();
    assertThat(mask.mask(new byte[1])).isNull();
    assertThat(mask(new ConstantMask(), "value", "false").mask(true)).isEqualTo(false);
  }
}
