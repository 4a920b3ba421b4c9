package io.jitjdbc.masking.function;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code partial}: the ends of a text stay, the rest becomes five dots whatever its length. At most
 * half of the characters stay, and at least four are hidden, so that a short text is hidden whole.
 * With {@code keep-domain} the part after the {@code @} of an e-mail address stays and the rest
 * counts alone; a text that is no e-mail address is hidden whole. Values other than texts are null.
 */
public final class PartialMask implements ColumnMaskProvider {
  private static final Setting<Integer> KEEP_FIRST =
      Setting.of("keep-first", Kind.COUNT, "0", "how many characters stay at the beginning");
  private static final Setting<Integer> KEEP_LAST =
      Setting.of("keep-last", Kind.COUNT, "0", "how many characters stay at the end");
  private static final Setting<Boolean> KEEP_DOMAIN =
      Setting.of("keep-domain", Kind.FLAG, "false", "whether an e-mail address keeps its domain");

  private static final int ALWAYS_HIDDEN = 4;

  @Override
  public String name() {
    return "partial";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(KEEP_FIRST, KEEP_LAST, KEEP_DOMAIN);
  }

  @Override
  public ColumnMask create(SettingValues values) {
    var ends = new Ends(values.get(KEEP_FIRST), values.get(KEEP_LAST));
    if (values.get(KEEP_DOMAIN)) {
      return value -> value instanceof String text ? ends.ofAddress(text) : null;
    }
    if (ends.first() == 0 && ends.last() == 0) {
      throw new InvalidSettingException(
          "mask function partial keeps nothing: give keep-first, keep-last or keep-domain,"
              + " or use the function redact");
    }
    return value -> value instanceof String text ? ends.of(text) : null;
  }

  private record Ends(int first, int last) {
    private static final Pattern DOMAIN = Pattern.compile("[\\p{L}\\p{N}.-]{1,253}");

    String of(String text) {
      int length = text.codePointCount(0, text.length());
      int budget = Math.max(0, Math.min(length / 2, length - ALWAYS_HIDDEN));
      int start = Math.min(first, budget);
      int end = Math.min(last, budget - start);
      return text.substring(0, text.offsetByCodePoints(0, start))
          + Hidden.TEXT
          + text.substring(text.offsetByCodePoints(text.length(), -end));
    }

    String ofAddress(String text) {
      int at = text.lastIndexOf('@');
      if (at < 1 || !DOMAIN.matcher(text).region(at + 1, text.length()).matches()) {
        return Hidden.TEXT;
      }
      return of(text.substring(0, at)) + text.substring(at);
    }
  }
}
