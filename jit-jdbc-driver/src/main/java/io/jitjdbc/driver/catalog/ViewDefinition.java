package io.jitjdbc.driver.catalog;

/**
 * MariaDB prints the definition of a view with backslash escapes whatever the session says, and two
 * signs of minus side by side; no comment is ever in it. This writes it so that it can be read in
 * one way only.
 */
final class ViewDefinition {
  private final String printed;
  private final StringBuilder plain = new StringBuilder();
  private int position;

  private ViewDefinition(String printed) {
    this.printed = printed;
  }

  /** The same query but for its values: other characters in strings, and another sign. */
  static String plain(String printed) {
    return new ViewDefinition(printed).write();
  }

  private String write() {
    while (position < printed.length()) {
      char c = printed.charAt(position);
      if (c == '\'') {
        string();
      } else if (c == '`') {
        name();
      } else {
        sign(c);
      }
    }
    return plain.toString();
  }

  private void sign(char c) {
    boolean again = c == '-' && plain.length() > 0 && plain.charAt(plain.length() - 1) == '-';
    if (again) {
      position++;
    } else {
      take();
    }
  }

  private void string() {
    take();
    while (position < printed.length()) {
      char c = printed.charAt(position);
      if (c == '\\' && position + 1 < printed.length()) {
        char escaped = printed.charAt(position + 1);
        plain.append(escaped == '\'' ? "''" : "/");
        position += 2;
      } else {
        take();
        if (c == '\'') {
          return;
        }
      }
    }
  }

  /** A quote in it is written twice, and so opens and closes in turn. */
  private void name() {
    take();
    while (position < printed.length()) {
      char c = printed.charAt(position);
      take();
      if (c == '`') {
        return;
      }
    }
  }

  private void take() {
    plain.append(printed.charAt(position));
    position++;
  }
}
