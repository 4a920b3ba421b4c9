package io.jitjdbc.policy.yaml;

import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Keeping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code audit}, of the policy and of a rule. */
final class AuditReader {
  private static final String HASH = "hash";
  private static final String[] NAMES = {"record", "clear", "bind-values", "pace"};
  private static final Map<String, Boolean> RECORDS = Map.of("events", false, "reads", true);
  private static final Map<String, Boolean> PACES = Map.of("batch", false, "row", true);
  private static final Map<String, Keeping> CLEAR = Words.spelled(Keeping.values());
  private static final Map<String, Keeping> BIND_VALUES =
      Map.of("off", Keeping.OMIT, HASH, Keeping.HASH, "keep", Keeping.KEEP);

  private final Optional<MaskSpec> hash;

  AuditReader(List<Tag> tags) {
    this.hash =
        tags.stream()
            .map(tag -> tag.mask().spec())
            .filter(mask -> mask.function().equals(HASH))
            .findFirst();
  }

  /** How hashes are made: with the key of the first tag that is masked so. */
  Optional<MaskSpec> hash() {
    return hash;
  }

  Auditing read(Item item) {
    Section section = item.section(NAMES);
    if (section.entries().isEmpty()) {
      item.problem("says nothing; known: " + String.join(", ", NAMES));
    }
    var read =
        new Auditing(
            section.find("record").flatMap(word -> word.oneOf(RECORDS, "word")),
            section.find("clear").flatMap(word -> word.oneOf(CLEAR, "word")),
            section.find("bind-values").flatMap(word -> word.oneOf(BIND_VALUES, "word")),
            section.find("pace").flatMap(word -> word.oneOf(PACES, "word")));
    if (read.hashes() && hash.isEmpty()) {
      item.problem(
          "a hash needs a key, and none is there: give a tag the mask function hash, whose key is"
              + " used here, too");
    }
    return read;
  }
}
