package io.jitjdbc.masking.detection;

/**
 * Where a text that looks like JSON stands between quotes and where it does not: a number that is
 * replaced must become a string, or else nobody can parse the rest.
 */
final class JsonQuotes {
  private final String text;
  private final boolean isJson;
  private boolean quoted;

  private JsonQuotes(String text, boolean isJson) {
    this.text = text;
    this.isJson = isJson;
  }

  static JsonQuotes in(String text) {
    int first = 0;
    while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    boolean isJson =
        first < text.length() && (text.charAt(first) == '{' || text.charAt(first) == '[');
    return new JsonQuotes(text, isJson);
  }

  /** Reads on; parts that are left out must hold no quote. */
  void pass(int from, int to) {
    if (!isJson) {
      return;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      }
    }
  }

  /** Whether what stands here is no string in JSON. */
  boolean isBare() {
    return isJson && !quoted;
  }
}
