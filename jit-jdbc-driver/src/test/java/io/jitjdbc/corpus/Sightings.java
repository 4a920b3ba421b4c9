package io.jitjdbc.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** All texts that a caller got to see, each with where it was seen first. */
final class Sightings {
  /** What drivers number their objects by, which no value has a part in. */
  private static final Pattern IDENTITY =
      Pattern.compile("@[0-9a-f]{3,8}\\b|\\b[a-z]+\\d+: |\\(conn=\\d+\\)");

  private final Map<String, String> channels = new LinkedHashMap<>();
  private final List<String> inOrder = new ArrayList<>();

  void add(String channel, Object value) {
    for (String raw : ValueText.of(value)) {
      String text = IDENTITY.matcher(raw).replaceAll("@");
      channels.putIfAbsent(text, channel);
      inOrder.add(channel + ": " + text);
    }
  }

  /** What repeats the caller's own words, which hold a guess now and then. */
  void addEcho(String channel, Object value, String own) {
    for (String text : ValueText.of(value)) {
      add(channel, Canaries.without(text, own));
    }
  }

  /** Where which value was seen, if one was. */
  Optional<String> canary() {
    return channels.entrySet().stream()
        .flatMap(
            seen ->
                Canaries.in(seen.getKey()).stream()
                    .map(canary -> seen.getValue() + " shows " + canary))
        .findFirst();
  }

  /** Everything in order, for comparisons. */
  List<String> texts() {
    return List.copyOf(inOrder);
  }
}
