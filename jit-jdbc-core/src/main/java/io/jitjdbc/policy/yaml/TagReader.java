package io.jitjdbc.policy.yaml;

import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Obligation.Filtering;
import io.jitjdbc.policy.yaml.Tag.Mask;
import io.jitjdbc.settings.InvalidSettingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the sections {@code classification} and {@code masks}. */
record TagReader(MaskFunctions functions) {
  private static final String DEFAULT = "default";
  private static final String FUNCTION = "function";
  private static final String FILTER = "filter";

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
          if (tag.equals(DEFAULT) || !Words.NAME.matcher(tag).matches()) {
            item.problem("a tag needs " + Words.A_NAME + "; and not \"default\"");
          }
          if (tag.startsWith(Detectors.PREFIX)) {
            item.problem("a tag must not begin with " + Detectors.PREFIX);
          }
          tags.add(new Tag(tag, Patterns.columns(item), masks.getOrDefault(tag, usual)));
        });
    return tags;
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
          if (!key.equals(FUNCTION) && !key.equals(FILTER)) {
            value.scalar().ifPresent(text -> arguments.put(key, text));
          }
        });
    Optional<Filtering> filtering =
        Optional.ofNullable(entries.get(FILTER))
            .flatMap(filter -> filter.oneOf(Words.FILTERS, FILTER));
    return name.word()
        .map(function -> new MaskSpec(function, arguments))
        .filter(spec -> isUsable(spec, item))
        .map(spec -> new Mask(spec, filtering.orElse(Filtering.DENY)));
  }

  private boolean isUsable(MaskSpec spec, Item item) {
    try {
      functions.create(spec);
      return true;
    } catch (InvalidSettingException e) {
      item.problem(Objects.requireNonNull(e.getMessage()));
      return false;
    }
  }
}
