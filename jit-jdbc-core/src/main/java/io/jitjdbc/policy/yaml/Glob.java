package io.jitjdbc.policy.yaml;

/**
 * A name in which {@code *} stands for any characters. Case does not matter. Matching never
 * backtracks further than the last star.
 */
final class Glob {
  private final String pattern;
  private final boolean literal;

  Glob(String pattern) {
    this.pattern = pattern;
    this.literal = pattern.indexOf('*') < 0;
  }

  boolean matches(String name) {
    return literal ? pattern.equalsIgnoreCase(name) : pattern.equals("*") || matchesStars(name);
  }

  private boolean matchesStars(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && sameLetter(pattern.charAt(p), name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** As {@link String#equalsIgnoreCase}. */
  private static boolean sameLetter(char left, char right) {
    char upperLeft = Character.toUpperCase(left);
    char upperRight = Character.toUpperCase(right);
    return left == right
        || upperLeft == upperRight
        || Character.toLowerCase(upperLeft) == Character.toLowerCase(upperRight);
  }

  @Override
  public String toString() {
    return pattern;
  }
}
