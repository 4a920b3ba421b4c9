package io.jitjdbc.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTextTest {

  private static String shown(String text) {
    return QuotedText.shown(text, 500, List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "password=hunter2 next                 | password=*** next",
        "Password: hunter2, next               | Password: ***, next",
        "db_password='hunter 2' next           | db_password=*** next",
        "{\"password\":\"hunter 2\",\"a\":1}   | {\"password\":***,\"a\":1}",
        "{\"password\" : \"hun\\\"ter 2\"}     | {\"password\" : ***}",
        "client_secret = hunter2               | client_secret = ***",
        "secret_key=hunter2&x=1                | secret_key=***&x=1",
        "PGPASSWORD=hunter2                    | PGPASSWORD=***",
        "api-key: hunter2                      | api-key: ***",
        "Authorization: Bearer hunter2 next    | Authorization: Bearer *** next",
        "basic aHVudGVyMg== next               | basic *** next",
        "https://ann:hunter2@db/shop           | https://***db/shop",
        "postgresql://hunter2@db               | postgresql://***db",
        "was eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOjF9.c2lnbmF0dXJl here | was *** here",
        "cut off eyJhbGciOiJF                  | cut off ***",
        "hvs.CAESIJ2nHunter2hunter2hunter2AAA  | hvs.***",
        "id 7f3a9c1e-5b0d-4c53-9d0a-1f2e3d4c5b6a | id ***",
        "-----BEGIN PRIVATE KEY----- MIIhunter2 -----END PRIVATE KEY----- x | *** x",
        "-----BEGIN EC PRIVATE KEY----- MIIhunter2 cut off | ***"
      })
  void hidesWhatLooksLikeASecret(String text, String expected) {
    assertThat(shown(text)).isEqualTo(expected).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no ticket TICKET-7 is open for ann@example.org",
        "permission denied on /usr/lib/jvm/java-17/bin",
        "the tokens of that issuer are not accepted here",
        "connect to db.internal.example:5432 failed at 2030-01-31T13:00:00Z"
      })
  void leavesTheRest(String text) {
    assertThat(shown(text)).isEqualTo(text);
  }

  @Test
  void hidesWhatItIsTold() {
    assertThat(QuotedText.shown("for ann at ann.", 500, List.of("ann", "")))
        .isEqualTo("for *** at ***.");
  }

  @Test
  void staysOnOneLineAndShort() {
    assertThat(shown(" a\r\n\tb\u001b[0m\u2028c\u202e\0 ")).isEqualTo("a b [0m c");
    assertThat(QuotedText.shown("more ".repeat(100), 10, List.of())).isEqualTo("more more ...");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "password", "=", "\"", "eyJ.", "-----BEGIN ", "\\", " ", "a1", "://a"})
  void takesNoLongTimeOverAnything(String part) {
    long begin = System.nanoTime();
    shown("password=\"" + part.repeat(64 * 1024 / part.length()));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }
}
