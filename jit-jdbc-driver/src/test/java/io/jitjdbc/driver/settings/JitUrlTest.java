package io.jitjdbc.driver.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.settings.InvalidSettingException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JitUrlTest {
  private static final long SEED = 20_260_101;
  private static final int MANY = 2_000;
  private static final List<String> PIECES =
      List.of(
          "postgresql://db:5432/app",
          "h2:mem:x",
          "sqlserver://h:1433",
          "oracle:thin:@//h/svc",
          "?",
          "&",
          ";",
          "=",
          "%3B",
          "%",
          "+",
          " ",
          "é",
          "jit",
          "jit=",
          "xjit.a=1",
          "Jit.a=1",
          "jit.",
          "jit.=1",
          "sslmode=require",
          ";INIT=RUNSCRIPT",
          "{a;b}",
          "#",
          "//",
          ":",
          "@",
          "\\;");

  private static JitUrl parsed(String url) {
    return JitUrl.parse(url).orElseThrow();
  }

  /** Any text out of pieces of URLs and near misses of our own parameters. */
  static Stream<String> foreignTexts() {
    var random = new Random(SEED);
    return Stream.generate(() -> text(random))
        .filter(text -> !text.matches(".*[?&;]jit\\.[A-Za-z][\\w.-]*=.*"))
        .limit(MANY);
  }

  private static String text(Random random) {
    var text = new StringBuilder("x:");
    random.ints(random.nextInt(9), 0, PIECES.size()).forEach(at -> text.append(PIECES.get(at)));
    return text.toString();
  }

  @Test
  void leavesEveryByteOfAUrlWithoutOurParameters() {
    assertThat(foreignTexts())
        .allSatisfy(
            text -> {
              JitUrl url = parsed("jdbc:jit:" + text);
              assertThat(url.delegate()).isEqualTo("jdbc:" + text);
              assertThat(url.own()).isEmpty();
            });
  }

  /** A parameter of ours between two of the vendor's, whichever separators the vendor has. */
  static Stream<Map.Entry<String, String>> mixedTexts() {
    var random = new Random(SEED);
    return Stream.generate(
            () -> {
              boolean semicolons = random.nextBoolean();
              String first = semicolons ? ";" : "?";
              String next = semicolons ? ";" : "&";
              var with = new StringBuilder("x://h/d");
              var without = new StringBuilder("x://h/d");
              for (int i = 0; i < 1 + random.nextInt(5); i++) {
                boolean ours = random.nextBoolean();
                String parameter = (ours ? "jit.n" : "v") + i + "=" + i;
                with.append(with.length() == "x://h/d".length() ? first : next).append(parameter);
                if (!ours) {
                  without
                      .append(without.length() == "x://h/d".length() ? first : next)
                      .append(parameter);
                }
              }
              return Map.entry(with.toString(), without.toString());
            })
        .limit(MANY);
  }

  @Test
  void cutsOurParametersOutWithTheirSeparators() {
    assertThat(mixedTexts())
        .allSatisfy(
            pair -> {
              JitUrl url = parsed("jdbc:jit:" + pair.getKey());
              assertThat(url.delegate()).isEqualTo("jdbc:" + pair.getValue());
              assertThat(url.own().keySet()).allMatch(name -> name.startsWith("jit.n"));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "a%20b, a b",
    "a+b, a+b",
    "'', ''",
    "https://broker:8443/x, https://broker:8443/x",
    "%C3%A9, é",
  })
  void decodesPercentEscapesOfOurValuesOnly(String written, String meant) {
    JitUrl url = parsed("jdbc:jit:h2:mem:a;X=%20;jit.purpose=" + written);

    assertThat(url.own()).isEqualTo(Map.of("jit.purpose", meant));
    assertThat(url.delegate()).isEqualTo("jdbc:h2:mem:a;X=%20");
  }

  @Test
  void refusesOneNameWithTwoValuesAndABrokenEscape() {
    assertThatThrownBy(() -> JitUrl.parse("jdbc:jit:h2:mem:a;jit.purpose=one;jit.purpose=two"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("jit.purpose is given twice in the URL");
    assertThatThrownBy(() -> JitUrl.parse("jdbc:jit:h2:mem:a;jit.purpose=%zz"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.purpose")
        .hasMessageNotContaining("zz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jdbc:h2:mem:x", "jit:h2:mem:x", "JDBC:JIT:h2:mem:x", "jdbc:jitter:x", ""})
  void leavesForeignUrlsToOthers(String url) {
    assertThat(JitUrl.isOurs(url)).isFalse();
    assertThat(JitUrl.parse(url)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void namesTheDatabaseWithoutPropertiesAndLogin(String url, String target) {
    assertThat(parsed("jdbc:jit:" + url).target()).isEqualTo("jdbc:" + target);
  }

  static Stream<Arguments> namesTheDatabaseWithoutPropertiesAndLogin() {
    return Stream.of(
        Arguments.of("postgresql://db:5432/app?user=u&password=p", "postgresql://db:5432/app"),
        Arguments.of("mysql://u:p@db:3306/app", "mysql://db:3306/app"),
        Arguments.of("oracle:thin:u/p@//db:1521/svc", "oracle:thin://db:1521/svc"),
        Arguments.of("sqlserver://db:1433;user=u;password=p", "sqlserver://db:1433"),
        Arguments.of("h2:mem:app;PASSWORD=p", "h2:mem:app"));
  }
}
