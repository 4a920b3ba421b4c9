package io.jitjdbc.sql.text;

/** A place in a text that only moves forward. */
final class Cursor {
  /** What stands after the last character; the text itself holds none. */
  static final char END = '\0';

  private final CharSequence text;
  private int position;

  Cursor(CharSequence text) {
    this.text = text;
  }

  int position() {
    return position;
  }

  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    int place = position + ahead;
    return place < text.length() ? text.charAt(place) : END;
  }

  boolean atEnd() {
    return position >= text.length();
  }

  boolean at(String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (peek(i) != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  void skip(int characters) {
    position = Math.min(position + characters, text.length());
  }

  String since(int start) {
    return text.subSequence(start, position).toString();
  }
}
