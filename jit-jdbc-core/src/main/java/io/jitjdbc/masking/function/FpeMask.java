package io.jitjdbc.masking.function;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Strictness;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code fpe}: a text is shown as another one of the same form, equal values alike, by the
 * format-preserving encryption FF1 of NIST SP 800-38G. Blanks and the marks of numbers stay where
 * they are; so the form and the length are told. With {@code digits} each digit becomes a digit;
 * with {@code alphanumeric} digits and letters become digits and letters, of the same case if there
 * is only one. A text with other characters, or with so few that there are less than a million of
 * its form, is hidden whole. Values other than texts are null.
 *
 * <p>Nothing marks the result as made by a mask. Whoever holds the key can undo it.
 */
public final class FpeMask implements ColumnMaskProvider {
  private static final String NAME = "fpe";
  private static final Setting<FormPreserving.Alphabet> ALPHABET =
      Setting.of(
          "alphabet",
          Kind.choice(FormPreserving.Alphabet.class),
          "digits",
          "which characters are replaced");
  private static final Setting<String> SCOPE =
      Setting.of("scope", Kind.TEXT, "values are shown alike under the same key and scope");

  private final MaskKey key;

  /** For {@link java.util.ServiceLoader}. */
  public FpeMask() {
    this(System::getenv);
  }

  FpeMask(Function<String, @Nullable String> environment) {
    this.key = new MaskKey(NAME, environment);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Strictness strictness() {
    return Strictness.TOKEN;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(MaskKey.FILE, MaskKey.ENV, ALPHABET, SCOPE);
  }

  @Override
  public void check(SettingValues values) {
    key.check(values);
    values.get(ALPHABET);
    values.find(SCOPE);
  }

  @Override
  public ColumnMask create(SettingValues values) {
    try {
      var cipher = Ff1.derived(key.of(values));
      return new FormPreserving(cipher, values.get(ALPHABET), values.find(SCOPE).orElse(""));
    } catch (NoClassDefFoundError e) {
      throw new InvalidSettingException(
          "mask function fpe needs Bouncy Castle: put the jar org.bouncycastle:bcprov-jdk18on on"
              + " the class path");
    }
  }
}
