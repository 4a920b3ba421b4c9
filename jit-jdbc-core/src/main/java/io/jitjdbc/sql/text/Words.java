package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;

import io.jitjdbc.sql.text.Rules.Trait;
import io.jitjdbc.sql.text.Token.Kind;

/** Reads keywords and names without quotes, and the letters that change a literal behind them. */
final class Words {

  private Words() {}

  static Token read(Cursor cursor, Rules rules, Quotes quotes) throws LexicalException {
    if (cursor.peek(1) == '\'') {
      return prefixed(cursor, rules, quotes);
    }
    if (UnicodeEscapes.begin(cursor)) {
      if (!UnicodeEscapes.areKnownTo(rules.product())) {
        throw refused("U& escapes are not read; write the characters themselves");
      }
      return new UnicodeEscapes(cursor, quotes).read();
    }
    int start = cursor.position();
    while (Letters.word(cursor.peek())
        || (cursor.peek() == '$' && rules.has(Trait.DOLLAR_IN_WORDS))) {
      cursor.skip(1);
    }
    checkEnd(cursor);
    String word = cursor.since(start);
    if (rules.has(Trait.NAMES_OF_63_BYTES) && word.length() > Quotes.CUT_AT) {
      throw refused("a name is longer than the database keeps");
    }
    return new Token(Kind.WORD, word);
  }

  static void checkEnd(Cursor cursor) throws LexicalException {
    if (cursor.peek() > '~' || cursor.peek() == '$') {
      throw refused("a name holds a character that needs quotes around the name");
    }
  }

  private static Token prefixed(Cursor cursor, Rules rules, Quotes quotes) throws LexicalException {
    char prefix = Character.toUpperCase(cursor.peek());
    cursor.skip(1);
    String value =
        switch (prefix) {
          case 'X' -> quotes.digits(true);
          case 'B' -> quotes.digits(false);
          case 'E' ->
              rules.has(Trait.ESCAPE_STRINGS) ? quotes.escapeString() : quotes.plainString();
          default -> quotes.plainString();
        };
    boolean known =
        prefix == 'N'
            || prefix == 'X'
            || (prefix == 'B' && rules.has(Trait.BIT_STRINGS))
            || (prefix == 'E' && rules.has(Trait.ESCAPE_STRINGS));
    if (!known) {
      throw refused("a string touches a letter that has no meaning for it here; add a space");
    }
    return new Token(Kind.STRING, value);
  }
}
