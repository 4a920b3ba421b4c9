package io.jitjdbc.policy.yaml;

import io.jitjdbc.approval.ExecutionWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads when an approval may be used. */
final class WindowReader {
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final int ABBREVIATED = 3;

  private WindowReader() {}

  static Optional<ExecutionWindow> read(Item item) {
    Section section = item.section("days", "from", "to", "zone");
    Optional<LocalTime> from = section.require("from").flatMap(WindowReader::time);
    Optional<LocalTime> to = section.require("to").flatMap(WindowReader::time);
    Optional<ZoneId> zone = section.require("zone").flatMap(WindowReader::zone);
    Set<DayOfWeek> days =
        section.find("days").map(WindowReader::days).orElse(EnumSet.allOf(DayOfWeek.class));
    return from.isPresent() && to.isPresent() && zone.isPresent() && !days.isEmpty()
        ? Optional.of(new ExecutionWindow(days, from.get(), to.get(), zone.get()))
        : Optional.empty();
  }

  private static Set<DayOfWeek> days(Item item) {
    return item.items().stream()
        .flatMap(day -> day.oneOf(names(), "day").stream())
        .collect(Collectors.toSet());
  }

  private static Map<String, DayOfWeek> names() {
    var names = new LinkedHashMap<String, DayOfWeek>();
    for (DayOfWeek day : DayOfWeek.values()) {
      names.put(day.name().substring(0, ABBREVIATED).toLowerCase(Locale.ROOT), day);
    }
    return names;
  }

  private static Optional<LocalTime> time(Item item) {
    return item.text(TIME, "a time of day such as \"22:00\"").map(LocalTime::parse);
  }

  private static Optional<ZoneId> zone(Item item) {
    try {
      return item.text().map(ZoneId::of);
    } catch (DateTimeException e) {
      item.problem("is no time zone; write one such as Europe/Berlin or UTC");
      return Optional.empty();
    }
  }
}
