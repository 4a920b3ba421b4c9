package io.jitjdbc.policy.yaml;

import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.MaskedUses;
import io.jitjdbc.policy.yaml.Tag.Mask;
import io.jitjdbc.settings.InvalidSettingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the sections {@code classification} and {@code masks}. */
record TagReader(MaskFunctions functions, UsesReader uses) {
  private static final String DEFAULT = "default";
  private static final String FUNCTION = "function";

  List<Tag> read(Section policy) {
    Map<String, Item> classification =
        policy.find("classification").map(Item::entries).orElse(Map.of());
    var masks = new HashMap<String, Mask>();
    policy
        .find("masks")
        .map(Item::entries)
        .orElse(Map.of())
        .forEach(
            (tag, item) -> {
              if (!tag.equals(DEFAULT) && !classification.containsKey(tag)) {
                item.unknown("tag", tag, classification);
              }
              mask(item).ifPresent(mask -> masks.put(tag, mask));
            });
    Mask usual = masks.getOrDefault(DEFAULT, Mask.REDACT);
    var tags = new ArrayList<Tag>();
    classification.forEach(
        (tag, item) -> {
          checkName(tag, item);
          tags.add(new Tag(tag, Patterns.columns(item), masks.getOrDefault(tag, usual)));
        });
    return tags;
  }

  private static void checkName(String tag, Item item) {
    if (tag.equals(DEFAULT) || !Words.NAME.matcher(tag).matches()) {
      item.problem("a tag needs " + Words.A_NAME + "; and not \"default\"");
    }
    if (tag.startsWith(Detectors.PREFIX)) {
      item.problem("a tag must not begin with " + Detectors.PREFIX);
    }
    if (RoutineReader.isWord(tag)) {
      item.problem("a tag must not be called so: it is a word of the section routines");
    }
  }

  private Optional<Mask> mask(Item item) {
    Map<String, Item> entries = item.entries();
    Item name = entries.get(FUNCTION);
    if (name == null) {
      item.problem("function is missing");
      return Optional.empty();
    }
    var arguments = new HashMap<String, String>();
    entries.forEach(
        (key, value) -> {
          if (!key.equals(FUNCTION) && !UsesReader.NAMES.contains(key)) {
            value.scalar().ifPresent(text -> arguments.put(key, text));
          }
        });
    MaskedUses allowed = uses.read(item, entries);
    return name.word()
        .map(function -> new MaskSpec(function, arguments))
        .filter(spec -> isUsable(spec, item))
        .map(spec -> new Mask(spec, allowed));
  }

  private boolean isUsable(MaskSpec spec, Item item) {
    try {
      functions.check(spec);
      return true;
    } catch (InvalidSettingException e) {
      item.problem(Objects.requireNonNull(e.getMessage()));
      return false;
    }
  }
}
