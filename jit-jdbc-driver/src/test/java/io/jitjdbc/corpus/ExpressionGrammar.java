package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The templates of {@code expressions.txt} that one database understands. */
record ExpressionGrammar(Map<String, List<String>> templates) {

  static ExpressionGrammar of(DatabaseProduct product) {
    var templates = new HashMap<String, List<String>>();
    String name = product.name().toLowerCase(Locale.ROOT);
    for (String line : CaseFile.text("expressions.txt").lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int colon = line.indexOf(": ");
        List<String> head = List.of(line.substring(0, colon).split(" ", -1));
        if (head.size() == 1 || head.contains(name)) {
          templates
              .computeIfAbsent(head.get(0), kind -> new ArrayList<>())
              .add(line.substring(colon + 2));
        }
      }
    }
    return new ExpressionGrammar(templates);
  }

  List<String> of(String kind) {
    return templates.get(kind);
  }
}
