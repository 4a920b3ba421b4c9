package io.jitjdbc.approval.slack;

import java.util.Map;

/**
 * Text that others wrote, in the elements of Slack's Block Kit: it can neither mention anybody, nor
 * link anywhere, nor look like anything but text.
 */
final class SlackText {
  private static final String CUT = "…";
  private static final String FENCE = "```";

  private SlackText() {}

  /** Plain text on one line of at most so many characters, for {@link #plain}. */
  static String line(String text, int most) {
    return escaped(text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " ").strip(), most);
  }

  /** An element without formatting. Slack knows mentions and links by {@code <} alone. */
  static Map<String, Object> plain(String escaped) {
    return Map.of("type", "plain_text", "text", escaped, "emoji", false);
  }

  /** An element with the text as code; it ends where we end it. */
  static Map<String, Object> code(String text, int most) {
    String lines =
        text.replace("\r\n", "\n")
            .replace('\r', '\n')
            .replace('\t', ' ')
            .replaceAll("[\\p{C}\\p{Zl}\\p{Zp}&&[^\\n]]", " ")
            // Looks alike, and closes no fence.
            .replace('`', 'ˋ');
    int room = most - 2 * FENCE.length() - 2;
    // Verbatim: without, Slack makes links of what looks like addresses and channels.
    return Map.of(
        "type",
        "mrkdwn",
        "text",
        FENCE + "\n" + escaped(lines, room) + "\n" + FENCE,
        "verbatim",
        true);
  }

  private static String escaped(String text, int most) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      String next = entity(text.codePointAt(i));
      boolean last = i + Character.charCount(text.codePointAt(i)) == text.length();
      if (out.length() + next.length() + (last ? 0 : CUT.length()) > most) {
        return out.append(CUT).toString();
      }
      out.append(next);
    }
    return out.toString();
  }

  private static String entity(int character) {
    return switch (character) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      default -> Character.toString(character);
    };
  }
}
