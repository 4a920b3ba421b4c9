package io.jitjdbc.masking.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.masking.Hidden;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each detector finds, marked by brackets in the text, and what only looks like it. Numbers
 * are those that networks, banks and vendors publish for tests.
 */
class DetectorTest {

  /** Holds a detector to texts in which what it must find stands in double brackets. */
  private static void finds(Detector detector, String marked) {
    String text = marked.replace("[[", "").replace("]]", "");
    String shown = marked.replaceAll("(?s)\\[\\[.*?]]", Hidden.TEXT);
    var scan = new TextScan(new Detection(Map.of(detector, Reaction.MASK)));
    int[] found = new int[1];

    assertThat(scan.show(text, (what, count) -> found[0] += count)).isEqualTo(shown);
    assertThat(found[0]).isEqualTo(marked.split("\\[\\[", -1).length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[4111111111111111]]",
        "paid with [[4111 1111 1111 1111]], thanks",
        "[[4222-2222-2222-2]] is an old Visa",
        "Amex [[3782 822463 10005]] or [[371449635398431]]",
        "Mastercard [[5555555555554444]]/[[2223003122003222]]",
        "Discover [[6011 1111 1111 1117]], JCB [[3530111333300000]]",
        "Diners [[30569309025904]]",
        "{\"card\":\"[[4012888888881881]]\"}",
        "line\\n[[4111111111111111]]\\nline",
        "[[4111111111111111]] 12/27 123",
        "UnionPay [[6200000000000005]]",
        "Maestro [[6759649826438453]]"
      })
  void findsCardNumbers(String text) {
    finds(Detector.CARD, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111112 has a wrong check digit",
        "1234567812345670 passes Luhn and belongs to nobody",
        "41111111111111111 is too long for a Visa",
        "order4111111111111111",
        "4111111111111111a",
        "9f86d081-4111-1111-1111-111111111111",
        "00000000-0000-4000-8000-000000000000",
        "20240115103000123 is a time",
        "1700000000000 milliseconds",
        "978-3-16-148410-0",
        "3.14159265358979323846",
        "4111,1111,1111,1111"
      })
  void leavesOtherLongNumbersAlone(String text) {
    finds(Detector.CARD, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSN [[078-05-1120]]",
        "[[219 09 9999]]",
        "her ssn is [[219099999]].",
        "{\"ssn\":\"[[457555462]]\"}",
        "taxpayer [[912-70-1234]]"
      })
  void findsSocialSecurityNumbers(String text) {
    finds(Detector.SSN, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000-12-3456",
        "666-12-3456",
        "123-00-4567",
        "123-45-0000",
        "901-40-4321",
        "219099999",
        "123-45-67890",
        "1123-45-6789",
        "123-45 6789",
        "55-123-45-6789",
        "2024-01-15 10:30"
      })
  void leavesNumbersAloneThatAreNotAssigned(String text) {
    finds(Detector.SSN, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[DE89370400440532013000]]",
        "pay to [[GB82 WEST 1234 5698 7654 32]] now",
        "[[FR1420041010050500013M02606]], [[nl91abna0417164300]]",
        "[[MT84MALT011000012345MTLCAST001S]]",
        "[[NO9386011117947]]"
      })
  void findsBankAccounts(String text) {
    finds(Detector.IBAN, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DE88370400440532013000",
        "DE8937040044053201300",
        "XX89370400440532013000",
        "DE89 3704  0044 0532 0130 00",
        "ODE89370400440532013000",
        "DE89370400440532013000X"
      })
  void leavesCodesAloneThatAreNoAccounts(String text) {
    finds(Detector.IBAN, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[ann@example.org]]",
        "Ann <[[ann.b+c_d@mail.example.co.uk]]>, 'quoted' ",
        "mailto:[[ann@example.org]]?subject=x",
        "{\"to\":\"[[ann@example.org]]\",\"cc\":\"[[bob@example.com]]\"}",
        "[[o'neil@example.ie]].",
        "write to [[jörg@müller.de]]!",
        "[[ann@xn--mller-kva.xn--p1ai]]",
        "at [[ann@example.org]].2 on the list"
      })
  void findsEmailAddresses(String text) {
    finds(Detector.EMAIL, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@localhost.",
        "@example.org",
        "ann@.org",
        "ann.@example.org",
        "ann@-example.org",
        "version 1.0@2.0",
        "Test.@Test void x() {}",
        "a@b.c"
      })
  void leavesOtherAtSignsAlone(String text) {
    finds(Detector.EMAIL, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[+49 30 901820]]",
        "call [[+1 (212) 555-0142]]!",
        "[[+442079460958]]",
        "[[(212) 555-0142]] or [[212-555-0142]] or [[1-212-555-0142]]",
        "Berlin [[030 123456]], mobile [[0171/1234567]]",
        "London [[020 7946 0958]]",
        "Paris [[01 23 45 67 89]]"
      })
  void findsPhoneNumbers(String text) {
    finds(Detector.PHONE, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2125550142",
        "2024-01-15 10:30:00.123456",
        "01.02.2024 10:30",
        "+00 1234 5678",
        "+12345678",
        "1 +123",
        "192.168.100.200",
        "112-555-0142",
        "order 0042 100200",
        "978-0-306-40615-7",
        "9f86d081-4111-1111-1111-111111111111"
      })
  void leavesIdsAndDatesAlone(String text) {
    finds(Detector.PHONE, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer [[eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl]]",
        "{\"token\":\"[[eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.]]\"}",
        "token=[[eyAiYWxnIjogIkhTMjU2IiB9.e30.x]];"
      })
  void findsTokens(String text) {
    finds(Detector.JWT, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0",
        "eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiIxIn0.x",
        "io.jitjdbc.masking.detection.DetectorTest",
        "example.example.exampleexampleexample",
        "www.averyveryverylongdomain.example"
      })
  void leavesOtherDottedWordsAlone(String text) {
    finds(Detector.JWT, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[AKIAIOSFODNN7EXAMPLE]]",
        "aws_secret_access_key = [[wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY]]",
        "[[ASIAIOSFODNN7EXAMPLE]]:[[wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY]]",
        "AccountName=x;AccountKey=[[Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq]];",
        "https://x.example/c?sv=2020&sig=[[abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ%3D]]",
        "xox: [[xoxb-0000000000-0000000000000-abcdefghijklmnopqrstuvwx]]",
        "key [[ghp_abcdefghijklmnopqrstuvwxyz0123456789]]",
        "a [[-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----]] b",
        "cut [[-----BEGIN PRIVATE KEY-----\\nMIIEpAIBAAKCAQEA]]"
      })
  void findsKeys(String text) {
    finds(Detector.CLOUD_KEY, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAIOSFODNN7EXAMPLEX",
        "xAKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY is announced by nothing",
        "aws commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKCAQEA\n-----END CERTIFICATE-----",
        "ghp_short and AccountKey=short abcdefghijklmnopq"
      })
  void leavesOtherLongWordsAlone(String text) {
    finds(Detector.CLOUD_KEY, text);
  }
}
