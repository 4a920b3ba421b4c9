package io.jitjdbc.sql.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One form that a statement may have, written as its words in capitals. {@code A|B} is a choice; a
 * {@code ?} at the end makes an element optional. {@code :name}, {@code :text} and {@code :number}
 * are an identifier, a string and a number; {@code 'x'|'y'} is one of these strings.
 *
 * <p>Reads each token once and never goes back, so an optional element is taken where it fits.
 */
final class TokenPattern {
  private final List<Element> elements;

  private TokenPattern(List<Element> elements) {
    this.elements = elements;
  }

  static TokenPattern of(String form) {
    return new TokenPattern(Arrays.stream(form.split(" ")).map(Element::of).toList());
  }

  boolean matches(List<Token> tokens) {
    int next = 0;
    for (Element element : elements) {
      if (next < tokens.size() && element.fits(tokens.get(next))) {
        next++;
      } else if (!element.optional()) {
        return false;
      }
    }
    return next == tokens.size();
  }

  private record Element(Set<String> choices, boolean optional) {

    static Element of(String text) {
      boolean optional = text.endsWith("?");
      String choices = optional ? text.substring(0, text.length() - 1) : text;
      return new Element(Set.of(choices.split("\\|")), optional);
    }

    boolean fits(Token token) {
      return switch (token.kind()) {
        case WORD -> choices.contains(upper(token)) || choices.contains(":name");
        case QUOTED_IDENTIFIER -> choices.contains(":name");
        case STRING -> choices.contains(":text") || choices.contains('\'' + upper(token) + '\'');
        case NUMBER -> choices.contains(":number") || choices.contains(token.text());
        case SYMBOL -> choices.contains(token.text());
        case PARAMETER, VARIABLE, STRING_OR_NAME -> false;
      };
    }

    private static String upper(Token token) {
      return token.text().toUpperCase(Locale.ROOT);
    }
  }
}
