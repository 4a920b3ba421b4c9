package io.jitjdbc.audit.shipping;

import io.jitjdbc.audit.AuditLog.Place;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a sink is with a log.
 *
 * @param place everything before it is delivered
 * @param ledger so many lines of the log's ledger are
 */
record Progress(Place place, int ledger) {
  static final Progress NONE = new Progress(Place.START, 0);

  private static final Pattern TEXT = Pattern.compile("v1 (\\d{1,9}) (\\d{1,18}) (\\d{1,9}) end\n");

  /** Empty for a text that was cut off, or is of no release that is known. */
  static Optional<Progress> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < 1) {
      return Optional.empty();
    }
    var place = new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    return Optional.of(new Progress(place, Integer.parseInt(matcher.group(3))));
  }

  String text() {
    return "v1 " + place.segment() + ' ' + place.offset() + ' ' + ledger + " end\n";
  }

  Progress at(Place next) {
    return new Progress(next, ledger);
  }

  Progress withLedger(int lines) {
    return new Progress(place, lines);
  }
}
