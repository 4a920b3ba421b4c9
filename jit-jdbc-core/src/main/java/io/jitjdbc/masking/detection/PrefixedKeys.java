package io.jitjdbc.masking.detection;

/**
 * Keys that begin alike.
 *
 * @param prefix what they begin with; one that ends with an equals sign names the key and stays
 * @param shortest how many characters follow it at least
 * @param longest how many at most; never so many that a text of prefixes takes long
 */
record PrefixedKeys(String prefix, Alphabet alphabet, int shortest, int longest) implements Finder {

  /** The characters of a key. */
  @FunctionalInterface
  interface Alphabet {
    boolean has(char c);
  }

  @Override
  public void find(String text, Finds finds) {
    int at = text.indexOf(prefix);
    while (at >= 0) {
      int start = at + prefix.length();
      int end = end(text, start);
      int length = end - start;
      boolean isKey = Letters.beginsAt(text, at) && length >= shortest && length <= longest;
      if (isKey) {
        finds.add(prefix.endsWith("=") ? start : at, end);
      }
      at = text.indexOf(prefix, isKey ? end : at + 1);
    }
  }

  private int end(String text, int start) {
    int end = start;
    while (end < text.length() && end - start <= longest && alphabet.has(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
