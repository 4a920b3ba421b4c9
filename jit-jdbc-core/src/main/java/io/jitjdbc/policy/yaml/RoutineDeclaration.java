package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.policy.RoutineResults;
import io.jitjdbc.policy.RoutineResults.Parameter;
import io.jitjdbc.policy.Showing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the policy says of the results of the routines that a pattern names. */
record RoutineDeclaration(
    NamePattern name, List<Map<String, Part>> sets, Map<String, Part> parameters, Part returned) {
  RoutineDeclaration {
    sets = List.copyOf(sets);
  }

  /** What a word of the declaration stands for. */
  enum Kind {
    CLEAR,
    TAGGED,
    IN,
    UNDECLARED
  }

  /**
   * One value that a routine hands back.
   *
   * @param tag present exactly for {@link Kind#TAGGED}
   */
  record Part(Kind kind, @Nullable Tag tag) {
    static final Part CLEAR = new Part(Kind.CLEAR, null);
    static final Part IN = new Part(Kind.IN, null);
    static final Part UNDECLARED = new Part(Kind.UNDECLARED, null);

    static Part of(Tag tag) {
      return new Part(Kind.TAGGED, tag);
    }

    private Showing showing(Predicate<Tag> revealed) {
      if (tag == null) {
        return kind == Kind.CLEAR ? Showing.CLEAR : Showing.HIDDEN;
      }
      return revealed.test(tag) ? Showing.CLEAR : new Showing.Masked(tag.name(), tag.mask().spec());
    }
  }

  boolean isOf(Routine routine) {
    return name.matches(routine.schema(), routine.name());
  }

  /** For somebody to whom some tags are revealed. */
  RoutineResults results(Routine routine, Predicate<Tag> revealed) {
    return new RoutineResults(
        routine,
        sets.stream().map(set -> showings(set, revealed)).toList(),
        parameters.entrySet().stream()
            .map(
                entry ->
                    new Parameter(
                        entry.getKey(),
                        entry.getValue().kind() != Kind.IN,
                        entry.getValue().showing(revealed)))
            .toList(),
        returned.showing(revealed));
  }

  private static Map<String, Showing> showings(Map<String, Part> set, Predicate<Tag> revealed) {
    var showings = new LinkedHashMap<String, Showing>();
    set.forEach((label, part) -> showings.put(label, part.showing(revealed)));
    return showings;
  }
}
