package io.jitjdbc.enforcement;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bind values for people to decide by. */
final class ShownValues {
  private static final int MOST = 50;
  private static final int LONGEST = 200;

  private ShownValues() {}

  static List<String> of(Binds binds) {
    return binds.values().map(ShownValues::of).orElse(List.of("(values that cannot be shown)"));
  }

  private static List<String> of(List<@Nullable Object> values) {
    var shown = new ArrayList<String>();
    for (Object value : values.subList(0, Math.min(values.size(), MOST))) {
      shown.add(shown(value));
    }
    if (values.size() > MOST) {
      shown.add("(and " + (values.size() - MOST) + " more)");
    }
    return shown;
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return "(" + bytes.length + " bytes)";
    }
    String text = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return value instanceof CharSequence ? "'" + cut + "'" : cut;
  }
}
