package io.jitjdbc.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Routine;
import java.util.List;
import java.util.Map;

/**
 * What a routine hands back to the subject, as the policy declares it. The declaration is trusted:
 * nobody looks into the routine. What is not declared is hidden.
 *
 * @param sets the result sets in order: how each column is shown, by its label
 * @param parameters all parameters in order; empty if none is declared
 * @param returned what the routine returns as a function
 */
public record RoutineResults(
    Routine routine,
    List<Map<String, Showing>> sets,
    List<Parameter> parameters,
    Showing returned) {

  /**
   * A parameter of the routine.
   *
   * @param out whether the routine hands back a value in it
   */
  public record Parameter(String name, boolean out, Showing showing) {
    public Parameter {
      requireNonNull(name);
      requireNonNull(showing);
    }
  }

  public RoutineResults {
    requireNonNull(routine);
    sets = sets.stream().map(Map::copyOf).toList();
    parameters = List.copyOf(parameters);
    requireNonNull(returned);
  }

  /** Of a routine of which the policy says nothing. */
  public static RoutineResults undeclared(Routine routine) {
    return new RoutineResults(routine, List.of(), List.of(), Showing.HIDDEN);
  }
}
