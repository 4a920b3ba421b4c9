package io.jitjdbc.policy.yaml;

import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value in the file, where it stands and by which path. What cannot be read as asked is a
 * problem and comes back empty, so that reading goes on to the next error.
 */
record Item(Node node, String path, Problems problems) {
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}|10{15}");
  private static final int LONGEST_QUOTE = 60;

  void problem(String text) {
    problems.add(node.getStartMark(), path, text);
  }

  Optional<String> text() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      if (!scalar.getValue().isBlank()) {
        return Optional.of(scalar.getValue());
      }
      problem("must not be empty");
    } else {
      problem(node instanceof ScalarNode ? "expected text; put it in quotes" : "expected a text");
    }
    return Optional.empty();
  }

  Optional<String> text(Pattern pattern, String expected) {
    Optional<String> text = text();
    if (text.isPresent() && !pattern.matcher(text.get()).matches()) {
      problem(quoted(text.get()) + " is not " + expected);
      return Optional.empty();
    }
    return text;
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** A text, a number or a flag, as it is spelled. */
  Optional<String> scalar() {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar.getValue());
    }
    problem("expected a single value");
    return Optional.empty();
  }

  /** A text, but also a plain {@code null}, which is a name here and not the lack of one. */
  Optional<String> word() {
    return node instanceof ScalarNode scalar && scalar.getValue().equals("null")
        ? Optional.of(scalar.getValue())
        : text();
  }

  Optional<Integer> count(int smallest) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
      try {
        int number = Kind.COUNT.parser().apply(scalar.getValue());
        if (number >= smallest) {
          return Optional.of(number);
        }
      } catch (IllegalArgumentException e) {
        // The same problem as any other value.
      }
    }
    problem("expected a whole number from " + smallest);
    return Optional.empty();
  }

  /** How much of something, from 0 to 10^15. */
  Optional<Long> amount() {
    if (node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.INT)
        && AMOUNT.matcher(scalar.getValue()).matches()) {
      return Optional.of(Long.valueOf(scalar.getValue()));
    }
    problem("expected a whole number from 0 to 10^15");
    return Optional.empty();
  }

  <E> Optional<E> oneOf(Map<String, E> choices, String what) {
    Optional<String> name = text();
    Optional<E> choice = name.map(choices::get);
    if (name.isPresent() && choice.isEmpty()) {
      unknown(what, name.get(), choices);
    }
    return choice;
  }

  void unknown(String what, String name, Map<String, ?> known) {
    problem(
        String.format(
            Locale.ROOT,
            "unknown %s %s; %s",
            what,
            quoted(name),
            Suggestion.instead(name, known.keySet())));
  }

  List<Item> items() {
    if (!(node instanceof SequenceNode sequence)) {
      problem("expected a list: [one, two]");
      return List.of();
    }
    if (sequence.getValue().isEmpty()) {
      problem("must not be an empty list");
    }
    var items = new ArrayList<Item>();
    for (Node item : sequence.getValue()) {
      items.add(new Item(item, path + '[' + items.size() + ']', problems));
    }
    return items;
  }

  Map<String, Item> entries() {
    if (!(node instanceof MappingNode mapping)) {
      problem("expected names with values: name: value");
      return Map.of();
    }
    var entries = new LinkedHashMap<String, Item>();
    for (NodeTuple tuple : mapping.getValue()) {
      var key = new Item(tuple.getKeyNode(), path, problems);
      key.text()
          .ifPresent(
              name -> {
                String at = path.isEmpty() ? name : path + '.' + name;
                if (entries.putIfAbsent(name, new Item(tuple.getValueNode(), at, problems))
                    != null) {
                  key.problem(quoted(name) + " is given twice");
                }
              });
    }
    return entries;
  }

  /** A mapping in which only these names may stand. */
  Section section(String... names) {
    return new Section(this, entries(), List.of(names));
  }

  static String quoted(String text) {
    String shown = text.replaceAll("\\p{Cntrl}", " ");
    return shown.length() <= LONGEST_QUOTE
        ? '"' + shown + '"'
        : '"' + shown.substring(0, LONGEST_QUOTE) + "…\"";
  }
}
