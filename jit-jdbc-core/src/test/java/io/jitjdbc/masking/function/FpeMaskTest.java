package io.jitjdbc.masking.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.ColumnMaskContract;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that look like the real ones, equal where those are equal. */
class FpeMaskTest extends ColumnMaskContract {
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

  @Override
  protected ColumnMask mask() {
    return mask("alphabet", "alphanumeric");
  }

  private static ColumnMask mask(String... namesAndValues) {
    var settings = new LinkedHashMap<String, String>(Map.of("key.env", "KEY"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new FpeMask(name -> "0123456789abcdef").create(SettingValues.of("", settings));
  }

  /** NIST's samples for FF1 with AES-128, AES-192 and AES-256. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "2B7E151628AED2A6ABF7158809CF4F3C,10,'',0123456789,2433477484",
        "2B7E151628AED2A6ABF7158809CF4F3C,10,39383736353433323130,0123456789,6124200773",
        "2B7E151628AED2A6ABF7158809CF4F3C,36,3737373770717273373737,0123456789abcdefghi,"
            + "a9tv40mll9kdu509eum",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F,10,'',0123456789,2830668132",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F,10,39383736353433323130,0123456789,"
            + "2496655549",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F,36,3737373770717273373737,"
            + "0123456789abcdefghi,xbj3kv35jrawxv32ysr",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94,10,'',0123456789,"
            + "6657667009",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94,10,"
            + "39383736353433323130,0123456789,1001623463",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94,36,"
            + "3737373770717273373737,0123456789abcdefghi,xs8a0azh2avyalyzuwd"
      })
  void isTheStandardsAlgorithm(String key, int radix, String tweak, String plain, String expected) {
    byte[] digits = new byte[plain.length()];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) ALPHABET.indexOf(plain.charAt(i));
    }

    byte[] encrypted =
        new Ff1(HexFormat.of().parseHex(key))
            .encrypt(digits, radix, HexFormat.of().parseHex(tweak));

    var text = new StringBuilder();
    for (byte digit : encrypted) {
      text.append(ALPHABET.charAt(digit));
    }
    assertThat(text).hasToString(expected);
  }

  @Test
  void keepsTheFormOfANumber() {
    assertThat(mask().mask("4111-1111-1111-1111"))
        .asString()
        .matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");
    assertThat(mask("alphabet", "digits").mask("+49 (30) 901820"))
        .asString()
        .matches("\\+\\d\\d \\(\\d\\d\\) \\d{6}")
        .isNotEqualTo("+49 (30) 901820");
    assertThat(mask().mask("abc123def")).asString().matches("[0-9a-z]{9}");
    assertThat(mask().mask("Abc123def")).asString().matches("[0-9a-zA-Z]{9}");
  }

  @Test
  void showsDifferentValuesDifferently() {
    ColumnMask mask = mask();
    List<Object> shown =
        IntStream.range(0, 5_000).mapToObj(i -> mask.mask("card " + (1_000_000 + i))).toList();

    assertThat(shown).doesNotHaveDuplicates();
  }

  @Test
  void showsTheSameValueDifferentlyInAnotherScope() {
    assertThat(mask("scope", "pii.card").mask("4111111111111111"))
        .isEqualTo(mask("scope", "pii.card").mask("4111111111111111"))
        .isNotEqualTo(mask("scope", "pii.ssn").mask("4111111111111111"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345", "", "1-2-3-4-5", "12345678x", "1234567é", "12345678@9"})
  void hidesWhatHasTooFewDigitsOrOtherCharacters(String text) {
    assertThat(mask("alphabet", "digits").mask(text)).isEqualTo(Hidden.TEXT);
  }

  @Test
  void masksTextsOnly() {
    assertThat(mask().mask(new BigDecimal("123456789"))).isNull();
    assertThat(mask().mask(new byte[20])).isNull();
  }

  @Test
  void asksForBouncyCastleWhereItIsMissing() throws Exception {
    var withoutIt = new WithoutBouncyCastle();
    var provider =
        (ColumnMaskProvider)
            withoutIt.loadClass(FpeMask.class.getName()).getConstructor().newInstance();
    var settings = SettingValues.of("", Map.of("key.env", "PATH"));

    assertThatThrownBy(() -> provider.create(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("put the jar org.bouncycastle:bcprov-jdk18on on the class path");
  }

  /** Loads the mask functions itself, and finds no Bouncy Castle for them. */
  private static final class WithoutBouncyCastle extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.bouncycastle.")) {
        throw new ClassNotFoundException(name);
      }
      return name.startsWith("io.jitjdbc.masking.function.")
          ? define(name)
          : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
