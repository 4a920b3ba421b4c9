package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.RoutineResults;
import io.jitjdbc.policy.RoutineResults.Parameter;
import io.jitjdbc.policy.Showing;
import io.jitjdbc.sql.text.RoutineCall;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How everything that a routine hands back is shown: by what the policy declares of it, and where
 * that does not fit what came, not at all.
 */
final class CallPlan {
  private final RoutineCall call;
  private final RoutineResults declared;
  private final MaskFunctions functions;

  CallPlan(RoutineCall call, Permit permit, MaskFunctions functions) {
    this.call = call;
    this.declared = declared(permit, call.routine());
    this.functions = functions;
  }

  private static RoutineResults declared(Permit permit, Routine routine) {
    return permit.routines().stream()
        .filter(results -> results.routine().equals(routine))
        .findFirst()
        .orElseGet(() -> RoutineResults.undeclared(routine));
  }

  /**
   * The plan for one result set.
   *
   * @param place from 0, in the order in which the routine hands them back; negative if not known
   */
  ColumnPlan result(int place, List<String> labels) {
    boolean known = place >= 0 && place < declared.sets().size();
    Map<String, Showing> columns = known ? declared.sets().get(place) : Map.of();
    var builder = new ColumnPlan.Builder(labels.size(), functions);
    for (String label : labels) {
      long alike = labels.stream().filter(label::equalsIgnoreCase).count();
      plan(label, alike == 1 ? showing(columns, label) : Showing.HIDDEN, builder);
    }
    return builder.build();
  }

  private static Showing showing(Map<String, Showing> columns, String label) {
    return columns.entrySet().stream()
        .filter(column -> column.getKey().equalsIgnoreCase(label))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Showing.HIDDEN);
  }

  private void plan(String label, Showing showing, ColumnPlan.Builder builder) {
    showing
        .<Runnable>fold(
            () -> builder::clear,
            masked -> () -> builder.mask(label, masked.mask(), masked.tag()),
            () -> () -> builder.redact(label, "not declared for " + declared.routine().path()))
        .run();
  }

  /**
   * The mask of a parameter's value; empty if it is shown in clear.
   *
   * @param index by JDBC
   * @param registered by JDBC index, as the routine ran
   * @throws RefusedException if it is not shown
   */
  Optional<ColumnMask> parameter(int index, BitSet registered) throws RefusedException {
    Showing showing = declaredFor(index, registered);
    Optional<Optional<ColumnMask>> shown =
        showing.fold(
            () -> Optional.of(Optional.empty()),
            masked -> Optional.of(Optional.of(functions.create(masked.mask()))),
            Optional::empty);
    return shown.orElseThrow(() -> hidden(index));
  }

  private Showing declaredFor(int index, BitSet registered) {
    if (call.returns()) {
      // Some drivers put a function's first OUT parameter there.
      boolean alone = registered.cardinality() == 1 && declared.parameters().isEmpty();
      return index == 1 && alone ? declared.returned() : Showing.HIDDEN;
    }
    return fits(registered) && index >= 1 && index <= declared.parameters().size()
        ? declared.parameters().get(index - 1).showing()
        : Showing.HIDDEN;
  }

  /**
   * Drivers hand out values in the order in which parameters were registered, so with another set
   * of parameters, or a literal in place of one, an index would mean another value.
   */
  private boolean fits(BitSet registered) {
    var out = new BitSet();
    for (int position = 1; position <= declared.parameters().size(); position++) {
      out.set(position, declared.parameters().get(position - 1).out());
    }
    return call.marksAll(declared.parameters().size()) && registered.equals(out);
  }

  /** The JDBC index of a parameter; 0 if the policy does not name it. */
  int index(String name) {
    List<String> names = declared.parameters().stream().map(Parameter::name).toList();
    for (int position = 1; position <= names.size(); position++) {
      if (names.get(position - 1).equalsIgnoreCase(name) && !call.returns()) {
        return position;
      }
    }
    return 0;
  }

  private RefusedException hidden(int index) {
    return RefusedException.denied(
        (index > 0 ? "OUT parameter " + index : "this OUT parameter")
            + " of "
            + call.routine().path()
            + " is not shown: the policy declares nothing of it that fits this call. Register all"
            + " of the routine's OUT parameters and no others, write a ? for every argument, and"
            + " have the policy declare them under 'routines'");
  }
}
