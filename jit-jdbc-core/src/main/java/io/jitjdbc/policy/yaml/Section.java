package io.jitjdbc.policy.yaml;

import io.jitjdbc.settings.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping with a fixed set of names; any other name in it is a problem. */
record Section(Item item, Map<String, Item> entries, List<String> names) {
  Section {
    entries.forEach(
        (name, value) -> {
          if (!names.contains(name)) {
            value.problem("unknown name; " + Suggestion.instead(name, names));
          }
        });
  }

  Optional<Item> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  Optional<Item> require(String name) {
    Optional<Item> found = find(name);
    if (found.isEmpty()) {
      item.problem(name + " is missing");
    }
    return found;
  }

  /** For a name that makes no sense here. */
  void refuse(String name, String why) {
    find(name).ifPresent(found -> found.problem(why));
  }
}
