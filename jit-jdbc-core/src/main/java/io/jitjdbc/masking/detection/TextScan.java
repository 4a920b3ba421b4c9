package io.jitjdbc.masking.detection;

import io.jitjdbc.masking.Hidden;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks through texts for what a {@link Detection} asks for. Immutable; never throws; takes time in
 * proportion to the length of the text.
 *
 * <p><b>Guarantees</b>: what a masking detector finds is not in the text that is shown; the rest of
 * the text is. A text of more than {@value #LONGEST} characters is not looked through: it is hidden
 * whole if anything in it would be masked. <b>Does not protect against</b> who disguises a text:
 * this is a net for what was forgotten, and no fence.
 */
public final class TextScan {
  /** Told in place of a detector's word when a text is too long to be looked through. */
  public static final String TOO_LONG = "too-long";

  static final int LONGEST = 1 << 20;

  private final Detection detection;
  private final List<Search> searches;
  private final boolean masksAnything;

  private record Search(Detector detector, Finder finder, boolean masks) {}

  public TextScan(Detection detection) {
    this.detection = detection;
    this.searches =
        new TreeMap<>(detection.reactions()).entrySet().stream().map(TextScan::search).toList();
    this.masksAnything = detection.masksAnything();
  }

  private static Search search(Map.Entry<Detector, Reaction> entry) {
    Detector detector = entry.getKey();
    return new Search(detector, detector.finder(), entry.getValue() == Reaction.MASK);
  }

  /** What is looked for. */
  public Detection detection() {
    return detection;
  }

  /** The text as it may be shown: the same object unless something in it is hidden. */
  public String show(String text, Sightings sightings) {
    if (text.length() > LONGEST) {
      sightings.add(TOO_LONG, 1);
      return masksAnything ? Hidden.TEXT : text;
    }
    int traits = Traits.of(text);
    @Nullable Finds finds = null;
    for (Search search : searches) {
      if (search.detector().isPossible(traits)) {
        finds = finds == null ? new Finds() : finds;
        look(search, text, finds, sightings);
      }
    }
    return finds == null || finds.hidden().isEmpty() ? text : without(text, finds.hidden());
  }

  private static void look(Search search, String text, Finds finds, Sightings sightings) {
    int before = finds.count();
    finds.hide(search.masks());
    search.finder().find(text, finds);
    if (finds.count() > before) {
      sightings.add(search.detector().word(), finds.count() - before);
    }
  }

  private static String without(String text, BitSet hidden) {
    var shown = new StringBuilder(text.length());
    var json = JsonQuotes.in(text);
    int at = 0;
    while (at < text.length()) {
      int from = hidden.nextSetBit(at);
      int until = from < 0 ? text.length() : from;
      json.pass(at, until);
      shown.append(text, at, until);
      if (from >= 0) {
        shown.append(json.isBare() ? '"' + Hidden.TEXT + '"' : Hidden.TEXT);
      }
      at = from < 0 ? until : hidden.nextClearBit(from);
    }
    return shown.toString();
  }

  @Override
  public String toString() {
    return searches.stream()
        .map(search -> search.detector().word() + (search.masks() ? ": mask" : ": observe"))
        .collect(Collectors.joining(", "));
  }
}
