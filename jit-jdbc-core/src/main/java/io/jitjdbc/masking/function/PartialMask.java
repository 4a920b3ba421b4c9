package io.jitjdbc.masking.function;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.util.List;

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
  private static final int LONGEST_DOMAIN = 253;

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

    String of(String text) {
      return of(text, text.length());
    }

    String ofAddress(String text) {
      int at = text.lastIndexOf('@');
      return at > 0 && isDomain(text, at + 1) ? of(text, at) : Hidden.TEXT;
    }

    /** Masks what is before the index and leaves the rest. */
    private String of(String text, int until) {
      int length = text.codePointCount(0, until);
      int budget = Math.max(0, Math.min(length / 2, length - ALWAYS_HIDDEN));
      int start = Math.min(first, budget);
      int end = Math.min(last, budget - start);
      boolean plain = length == until;
      int from = plain ? start : text.offsetByCodePoints(0, start);
      int to = plain ? until - end : text.offsetByCodePoints(until, -end);
      return text.substring(0, from) + Hidden.TEXT + text.substring(to);
    }

    private static boolean isDomain(String text, int from) {
      for (int i = from; i < text.length(); i++) {
        char letter = text.charAt(i);
        if (!Character.isLetterOrDigit(letter) && letter != '.' && letter != '-') {
          return false;
        }
      }
      int length = text.length() - from;
      return length > 0 && length <= LONGEST_DOMAIN;
    }
  }
}
