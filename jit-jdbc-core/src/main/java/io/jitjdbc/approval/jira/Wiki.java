package io.jitjdbc.approval.jira;

import java.util.regex.Pattern;

/**
 * Text as Jira shows it to the letter: no link, image, macro or mention comes out of it. All of it
 * stands in one block, and nothing in it can end the block.
 */
final class Wiki {
  /** The longest text that a field takes. */
  static final int LONGEST = 32_767;

  private static final String FENCE = "{noformat}";
  private static final Pattern CONTROL = Pattern.compile("[\\p{C}&&[^\\n]]");

  /** Where a macro would begin, the one that ends the block first of all. */
  private static final Pattern MACRO = Pattern.compile("\\{(?=\\S)");

  /** Data Center looks for mentions in blocks, too. */
  private static final Pattern MENTION = Pattern.compile("\\[(?=~)");

  private Wiki() {}

  /** The lines in a block; cut where they are too long for a field. */
  static String block(String lines) {
    String clean = cut(plain(lines), LONGEST - 2 * FENCE.length() - 2);
    return FENCE + '\n' + clean + '\n' + FENCE;
  }

  /** The same without the block; one blank more where there could be a macro or a mention. */
  static String plain(String text) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace('\t', ' ');
    String visible = CONTROL.matcher(lines).replaceAll("?");
    return MENTION.matcher(MACRO.matcher(visible).replaceAll("{ ")).replaceAll("[ ");
  }

  /** Not in the middle of a character. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }
}
