package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;
import static io.jitjdbc.sql.text.LexicalException.unreadable;

import io.jitjdbc.sql.text.Rules.Trait;
import java.util.Locale;

/** Passes over white space and comments, as long as every reader agrees where they end. */
final class Comments {
  private final Cursor cursor;
  private final Rules rules;

  Comments(Cursor cursor, Rules rules) {
    this.cursor = cursor;
    this.rules = rules;
  }

  void skip() throws LexicalException {
    while (!cursor.atEnd()) {
      if (Letters.space(cursor.peek())) {
        cursor.skip(1);
      } else if (cursor.at("/*")) {
        skipBlock();
      } else if (startsLineComment()) {
        skipLine();
      } else {
        return;
      }
    }
  }

  private boolean startsLineComment() throws LexicalException {
    if (cursor.at("--")) {
      char next = cursor.peek(2);
      if (rules.has(Trait.SPACED_DASH_COMMENT) && next != Cursor.END && !Letters.space(next)) {
        throw refused("'--' without a space after it is no comment everywhere; add the space");
      }
      return true;
    }
    return (rules.has(Trait.HASH_COMMENT) && cursor.peek() == '#')
        || (rules.has(Trait.SLASH_COMMENT) && cursor.at("//"));
  }

  private void skipLine() throws LexicalException {
    for (char c = cursor.peek(); !cursor.atEnd() && c != '\n'; c = cursor.peek()) {
      if (Letters.breaksLine(c) || (c == '\r' && cursor.peek(1) != '\n')) {
        throw refused("a line comment holds a line end that not every reader sees; use \\n");
      }
      cursor.skip(1);
    }
  }

  private void skipBlock() throws LexicalException {
    if (cursor.at("/*!") || cursor.at("/*M!") || cursor.at("/*m!")) {
      throw refused("an executable comment stands in the text; write it without the comment");
    }
    if (cursor.at("/*/")) {
      throw refused("a comment opens with '/*/'; add a space");
    }
    int start = cursor.position();
    cursor.skip(2);
    while (!cursor.at("*/")) {
      if (cursor.at("/*")) {
        throw refused("a comment stands inside a comment; only some readers nest them");
      }
      if (cursor.atEnd()) {
        throw unreadable("a comment does not end");
      }
      cursor.skip(1);
    }
    cursor.skip(2);
    checkHint(cursor.since(start));
  }

  private static void checkHint(String comment) throws LexicalException {
    if (comment.startsWith("/*+") && comment.toLowerCase(Locale.ROOT).contains("set_var")) {
      throw refused("a hint changes a session variable");
    }
  }
}
