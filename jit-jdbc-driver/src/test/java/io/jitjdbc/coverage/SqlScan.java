package io.jitjdbc.coverage;

/** Finds where quotes and comments end, so that no statement is cut inside of them. */
final class SqlScan {
  private final String text;
  private final boolean backslashes;
  private final boolean hashComments;

  SqlScan(String text, boolean backslashes, boolean hashComments) {
    this.text = text;
    this.backslashes = backslashes;
    this.hashComments = hashComments;
  }

  /**
   * The first place behind the quote or comment that starts here; the place itself if none does.
   */
  int skip(int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"' || c == '`') {
      boolean escapes = backslashes || (c == '\'' && isEscapeString(at));
      return quoted(at, c, escapes);
    }
    if (text.startsWith("--", at) || (hashComments && c == '#')) {
      return end(text.indexOf('\n', at), 0);
    }
    if (text.startsWith("/*", at)) {
      return comment(at);
    }
    return c == '$' && !hashComments ? dollarQuoted(at) : at;
  }

  private boolean isEscapeString(int at) {
    boolean letter = at > 0 && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E');
    return letter && (at == 1 || !Character.isLetterOrDigit(text.charAt(at - 2)));
  }

  private int quoted(int start, char quote, boolean escapes) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != quote) {
      at += escapes && text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  private int comment(int start) {
    int depth = 1;
    int at = start + 2;
    while (at < text.length() && depth > 0) {
      if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else if (!hashComments && text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else {
        at++;
      }
    }
    return at;
  }

  private int dollarQuoted(int start) {
    int at = start + 1;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      if (text.charAt(at) == '$') {
        String tag = text.substring(start, at + 1);
        return end(text.indexOf(tag, at + 1), tag.length());
      }
      at++;
    }
    return start;
  }

  private int end(int found, int length) {
    return found < 0 ? text.length() : found + length;
  }
}
