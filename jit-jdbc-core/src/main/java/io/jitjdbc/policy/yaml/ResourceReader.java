package io.jitjdbc.policy.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads which resources something is about: by their names, or by the tags on columns. */
record ResourceReader(List<Tag> tags) {
  private static final String TAG = "tag";
  private static final Pattern TAG_PATTERN = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9._*-]{0,63}");

  ResourceReader {
    tags = List.copyOf(tags);
  }

  List<ResourcePattern> read(Item item) {
    return item.items().stream().flatMap(this::patterns).toList();
  }

  private Stream<ResourcePattern> patterns(Item item) {
    return item.isMapping() ? tagged(item.section(TAG)) : Patterns.resource(item).stream();
  }

  /** A tag stands for the columns that carry it: for reading these, and not for their tables. */
  private Stream<ResourcePattern> tagged(Section section) {
    return section.require(TAG).stream()
        .flatMap(this::named)
        .flatMap(tag -> tag.columns().stream())
        .map(ResourcePattern::column);
  }

  private Stream<Tag> named(Item item) {
    Optional<String> name = item.text(TAG_PATTERN, "a tag, with * for any characters");
    List<Tag> meant =
        name.map(Glob::new)
            .map(glob -> tags.stream().filter(tag -> glob.matches(tag.name())).toList())
            .orElse(List.of());
    if (name.isPresent() && meant.isEmpty()) {
      item.unknown("tag", name.get(), byName());
    }
    return meant.stream();
  }

  private Map<String, Tag> byName() {
    return tags.stream().collect(Collectors.toMap(Tag::name, Function.identity()));
  }
}
