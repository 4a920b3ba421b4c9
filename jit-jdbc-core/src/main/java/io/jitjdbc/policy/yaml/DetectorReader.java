package io.jitjdbc.policy.yaml;

import io.jitjdbc.masking.detection.Detection;
import io.jitjdbc.masking.detection.Detector;
import io.jitjdbc.masking.detection.Reaction;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code detectors}. */
final class DetectorReader {
  private static final String DEFAULT = "default";
  private static final String EXCEPT = "except";

  private static final Map<String, Detector> BY_WORD = byWord();
  private static final Map<String, Optional<Reaction>> REACTIONS =
      Map.of(
          "off", Optional.empty(),
          "observe", Optional.of(Reaction.OBSERVE),
          "mask", Optional.of(Reaction.MASK));

  private DetectorReader() {}

  private static Map<String, Detector> byWord() {
    var byWord = new LinkedHashMap<String, Detector>();
    for (Detector detector : Detector.values()) {
      byWord.put(detector.word(), detector);
    }
    return byWord;
  }

  static Detectors read(Item item) {
    Map<String, Item> entries = item.entries();
    Optional<Reaction> usual =
        Optional.ofNullable(entries.get(DEFAULT)).flatMap(DetectorReader::reaction);
    var reactions = new EnumMap<Detector, Reaction>(Detector.class);
    usual.ifPresent(
        reaction -> BY_WORD.values().forEach(detector -> reactions.put(detector, reaction)));
    entries.forEach(
        (name, value) -> {
          Detector detector = BY_WORD.get(name);
          if (detector != null) {
            reaction(value)
                .ifPresentOrElse(
                    reaction -> reactions.put(detector, reaction),
                    () -> reactions.remove(detector));
          } else if (!name.equals(DEFAULT) && !name.equals(EXCEPT)) {
            value.unknown("detector", name, BY_WORD);
          }
        });
    List<ColumnPattern> except =
        Optional.ofNullable(entries.get(EXCEPT)).map(Patterns::columns).orElse(List.of());
    return new Detectors(new Detection(reactions), except);
  }

  private static Optional<Reaction> reaction(Item item) {
    return item.oneOf(REACTIONS, "reaction").flatMap(reaction -> reaction);
  }

  /** Whether this is how a rule reveals what a detector finds. */
  static boolean isRevealing(String name) {
    return name.startsWith(Detectors.PREFIX)
        && BY_WORD.containsKey(name.substring(Detectors.PREFIX.length()));
  }
}
