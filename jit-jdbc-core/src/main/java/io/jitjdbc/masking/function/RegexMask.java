package io.jitjdbc.masking.function;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code regex}: a text that the {@code pattern} matches from end to end is shown as the {@code
 * replacement}, in which {@code $1} or <code>${name}</code> stand for groups. Nothing else of the
 * text is shown: it is hidden whole when the pattern does not match or takes too many steps, or
 * when the result would hold the whole text. Values other than texts are null.
 */
public final class RegexMask implements ColumnMaskProvider {
  private static final Setting<Pattern> PATTERN =
      Setting.of(
          "pattern",
          new Kind<>("a regular expression", List.of(), Pattern::compile),
          "must match the whole text");
  private static final Setting<String> REPLACEMENT =
      Setting.of("replacement", Kind.TEXT, "what is shown; $1 is the first group");

  @Override
  public String name() {
    return "regex";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(PATTERN, REPLACEMENT);
  }

  @Override
  public ColumnMask create(SettingValues values) {
    Pattern pattern = values.get(PATTERN);
    String replacement = values.get(REPLACEMENT);
    requireGroups(pattern, replacement);
    return value ->
        value instanceof String text
            ? replace(text, pattern, replacement)
            : Hidden.insteadOf(value);
  }

  private static String replace(String text, Pattern pattern, String replacement) {
    try {
      Matcher matcher = pattern.matcher(new MeteredText(text));
      if (!matcher.matches()) {
        return Hidden.TEXT;
      }
      var shown = new StringBuilder();
      matcher.appendReplacement(shown, replacement);
      return shown.indexOf(text) < 0 ? shown.toString() : Hidden.TEXT;
    } catch (MeteredText.UsedUpException | StackOverflowError e) {
      return Hidden.TEXT;
    }
  }

  /** Tries the replacement on an empty match, which fails if it names a group that is not there. */
  private static void requireGroups(Pattern pattern, String replacement) {
    try {
      Pattern.compile("(?:" + pattern.pattern() + "\n)|").matcher("").replaceFirst(replacement);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidSettingException(
          "mask function regex: the replacement names a group that the pattern does not have;"
              + " a plain dollar sign is written \\$");
    }
  }
}
