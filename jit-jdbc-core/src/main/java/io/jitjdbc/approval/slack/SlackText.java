package io.jitjdbc.approval.slack;

import java.util.Collection;
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

  /** The same for some texts, with how many were left out. */
  static String list(Collection<String> texts, int each, int most) {
    var out = new StringBuilder();
    int shown = 0;
    for (String text : texts) {
      String next = (shown == 0 ? "" : ", ") + line(text, each);
      if (out.length() + next.length() > most) {
        break;
      }
      out.append(next);
      shown++;
    }
    int more = texts.size() - shown;
    return more == 0 ? out.toString() : out + " and " + more + " more that do not fit here";
  }

  /** An element without formatting. Slack knows mentions and links by {@code <} alone. */
  static Map<String, Object> plain(String escaped) {
    return Map.of("type", "plain_text", "text", escaped, "emoji", false);
  }

  /** What an emergency begins with: markup of our own, and nothing that others wrote. */
  static Map<String, Object> alarm(boolean calling) {
    String text =
        (calling ? "<!channel> " : "")
            + "*Somebody went ahead without an approval.* Look at what was done, and say whether it"
            + " was right.";
    return Map.of("type", "mrkdwn", "text", text, "verbatim", true);
  }

  /** An element with the text as code; it ends where we end it. */
  static Map<String, Object> code(String text, int most) {
    // Verbatim: without, Slack makes links of what looks like addresses and channels.
    return Map.of(
        "type",
        "mrkdwn",
        "text",
        FENCE + "\n" + escaped(lines(text), room(most)) + "\n" + FENCE,
        "verbatim",
        true);
  }

  /** Whether {@link #code} shows all of it. */
  static boolean isShownWhole(String text, int most) {
    return escaped(lines(text), Integer.MAX_VALUE).length() <= room(most);
  }

  private static int room(int most) {
    return most - 2 * FENCE.length() - 2;
  }

  private static String lines(String text) {
    return text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .replace('\t', ' ')
        .replaceAll("[\\p{C}\\p{Zl}\\p{Zp}&&[^\\n]]", " ")
        // Looks alike, and closes no fence.
        .replace('`', 'ˋ');
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
