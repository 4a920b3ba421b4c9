package io.jitjdbc.driver.catalog;

/**
 * MariaDB prints the definition of a view with backslash escapes whatever the session says, and two
 * signs of minus side by side; no comment is ever in it. This writes the same so that it can be
 * read in one way only.
 */
final class ViewDefinition {
  private final String printed;
  private final StringBuilder plain = new StringBuilder();
  private int position;

  private ViewDefinition(String printed) {
    this.printed = printed;
  }

  /** The same query; what an escape stands for may be another character in a string. */
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
        boolean twice = c == '-' && !plain.isEmpty() && plain.charAt(plain.length() - 1) == '-';
        plain.append(twice ? " -" : c);
        position++;
      }
    }
    return plain.toString();
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
