package io.jitjdbc.masking.detection;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** What is looked for in a text, and what happens to what is found. Immutable. */
public record Detection(Map<Detector, Reaction> reactions) {
  /** Looks for nothing. */
  public static final Detection NOTHING = new Detection(Map.of());

  public Detection {
    reactions = Map.copyOf(reactions);
  }

  public boolean isNothing() {
    return reactions.isEmpty();
  }

  /** Whether a text may be shown otherwise than it is. */
  public boolean masksAnything() {
    return reactions.containsValue(Reaction.MASK);
  }

  /** The same but for these. */
  public Detection without(Collection<Detector> detectors) {
    if (reactions.keySet().stream().noneMatch(detectors::contains)) {
      return this;
    }
    var left = copy();
    left.keySet().removeAll(detectors);
    return new Detection(left);
  }

  /** Looks for what either of the two looks for, and does what the stricter one does. */
  public Detection and(Detection other) {
    if (other.reactions.equals(reactions)) {
      return this;
    }
    var both = copy();
    other.reactions.forEach(
        (detector, reaction) ->
            both.merge(detector, reaction, (one, two) -> one.compareTo(two) >= 0 ? one : two));
    return new Detection(both);
  }

  /** Looks for the same and hides nothing. */
  public Detection observing() {
    var observing = copy();
    observing.replaceAll((detector, reaction) -> Reaction.OBSERVE);
    return new Detection(observing);
  }

  private Map<Detector, Reaction> copy() {
    var copy = new EnumMap<Detector, Reaction>(Detector.class);
    copy.putAll(reactions);
    return copy;
  }
}
