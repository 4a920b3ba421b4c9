package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;
import static io.jitjdbc.sql.text.LexicalException.unreadable;

import io.jitjdbc.sql.Dialect.Product;
import io.jitjdbc.sql.text.Token.Kind;

/**
 * Reads {@code U&'…'} and {@code U&"…"}: the characters are spelled by their numbers behind a
 * backslash, or behind what UESCAPE names. A name must be the one that the database sees, so all of
 * them are put in.
 */
final class UnicodeEscapes {
  private static final String KEYWORD = "UESCAPE";
  private static final int SHORT = 4;
  private static final int LONG = 6;

  private final Cursor cursor;
  private final Quotes quotes;

  UnicodeEscapes(Cursor cursor, Quotes quotes) {
    this.cursor = cursor;
    this.quotes = quotes;
  }

  /** Whether such a text begins here. */
  static boolean begin(Cursor cursor) {
    boolean quoted = cursor.peek(2) == '\'' || cursor.peek(2) == '"';
    return quoted && cursor.peek(1) == '&' && (cursor.peek() == 'u' || cursor.peek() == 'U');
  }

  /** Elsewhere it is a column and an operator. */
  static boolean areKnownTo(Product product) {
    return product == Product.POSTGRESQL || product == Product.H2;
  }

  Token read() throws LexicalException {
    cursor.skip(2);
    boolean isName = cursor.peek() == '"';
    String written = quotes.asWritten();
    String text = decoded(written, escape());
    return isName
        ? new Token(Kind.QUOTED_IDENTIFIER, quotes.checked(text))
        : new Token(Kind.STRING, text);
  }

  /** The character behind UESCAPE, if that is what comes next. */
  private char escape() throws LexicalException {
    int ahead = spaces(0);
    for (int i = 0; i < KEYWORD.length(); i++) {
      if (Character.toUpperCase(cursor.peek(ahead + i)) != KEYWORD.charAt(i)) {
        return '\\';
      }
    }
    int quote = spaces(ahead + KEYWORD.length());
    char escape = cursor.peek(quote + 1);
    boolean isPlain =
        cursor.peek(quote) == '\''
            && cursor.peek(quote + 2) == '\''
            && cursor.peek(quote + 3) != '\''
            && escape > ' '
            && escape <= '~'
            && !Letters.hex(escape)
            && "+'\"".indexOf(escape) < 0;
    if (!isPlain) {
      throw refused("UESCAPE is not followed by one plain sign in quotes");
    }
    cursor.skip(quote + 3);
    return escape;
  }

  private int spaces(int from) {
    int ahead = from;
    while (Letters.space(cursor.peek(ahead))) {
      ahead++;
    }
    return ahead;
  }

  private static String decoded(String written, char escape) throws LexicalException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < written.length(); ) {
      if (written.charAt(i) != escape) {
        text.append(written.charAt(i++));
      } else if (i + 1 < written.length() && written.charAt(i + 1) == escape) {
        text.append(escape);
        i += 2;
      } else {
        boolean isLong = i + 1 < written.length() && written.charAt(i + 1) == '+';
        int start = isLong ? i + 2 : i + 1;
        int end = start + (isLong ? LONG : SHORT);
        text.appendCodePoint(character(written, start, end));
        i = end;
      }
    }
    return text.toString();
  }

  private static int character(String written, int start, int end) throws LexicalException {
    boolean digits = end <= written.length();
    for (int i = start; digits && i < end; i++) {
      digits = Letters.hex(written.charAt(i));
    }
    if (!digits) {
      throw unreadable("a Unicode escape does not have its digits");
    }
    int character = Integer.parseInt(written.substring(start, end), 16);
    boolean isOne =
        character >= ' '
            && character <= Character.MAX_CODE_POINT
            && Character.getType(character) != Character.SURROGATE;
    if (!isOne) {
      throw refused("a Unicode escape stands for no character of its own; write the character");
    }
    return character;
  }
}
