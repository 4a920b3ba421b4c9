package io.jitjdbc.enforcement;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.OutputColumn;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a permit's obligations into a plan for one statement's result, by what the analysis proved.
 *
 * <p>A column's own mask is used only where its value is handed through unchanged; whatever is
 * derived from a masked column, or not proven, shows nothing at all, unless it sums up enough rows.
 */
final class Planner {
  private final Permit permit;
  private final MaskFunctions functions;
  private final Map<Column, HiddenColumn> hidden;
  private final Scans scans;

  Planner(Permit permit, MaskFunctions functions) {
    this.permit = permit;
    this.functions = functions;
    this.hidden = HiddenColumn.in(permit, functions);
    this.scans = Scans.in(permit);
  }

  /** What is recorded beside events; null if nothing is. */
  @Nullable Recording recording(Analysed analysed) {
    return Recording.of(analysed, permit, functions);
  }

  RowLimit limit() {
    return RowLimit.in(permit);
  }

  /** Whether the statement comes near values that the subject may not see. */
  boolean touchesMasked() {
    return !hidden.isEmpty();
  }

  /** What a statement with a value that a mask made is refused with, if it is. */
  Optional<String> guard() {
    return Guard.in(permit).objection();
  }

  ColumnPlan plan(List<OutputColumn> outputs) {
    var builder = new ColumnPlan.Builder(outputs.size(), functions);
    outputs.forEach(output -> plan(output, builder));
    return builder.build();
  }

  private void plan(OutputColumn output, ColumnPlan.Builder builder) {
    output
        .origin()
        .<Runnable>fold(
            known -> () -> plan(output.label(), known, builder),
            unknown -> () -> plan(output.label(), unknown, builder))
        .run();
  }

  private void plan(String label, Origin.Unknown unknown, ColumnPlan.Builder builder) {
    if (permit.revealsEverything()) {
      builder.clear();
    } else {
      builder.redact(label, "not proven: " + unknown.reason());
    }
  }

  private void plan(String label, Origin.Known known, ColumnPlan.Builder builder) {
    List<HiddenColumn> sources =
        known.columns().stream()
            .filter(hidden::containsKey)
            .map(hidden::get)
            .sorted(Comparator.comparing(source -> source.column().path()))
            .toList();
    if (sources.isEmpty()) {
      builder.scan(scans.of(known.columns()));
    } else if (known.identity()) {
      var shown = sources.get(0).shown();
      builder.mask(label, shown.mask(), shown.tag());
    } else {
      planDerived(label, sources, known.groupSize(), builder);
    }
  }

  private static void planDerived(
      String label, List<HiddenColumn> sources, long groupSize, ColumnPlan.Builder builder) {
    Optional<Integer> minGroup = minGroup(sources);
    if (minGroup.filter(needed -> groupSize >= needed).isPresent()) {
      builder.clear();
      return;
    }
    String derived =
        sources.stream()
            .flatMap(HiddenColumn::tags)
            .distinct()
            .collect(Collectors.joining(", ", "derived from ", ""));
    builder.redact(
        label,
        derived
            + minGroup
                .map(needed -> "; for a count, sum or average add HAVING count(*) >= " + needed)
                .orElse(""));
  }

  /** How large a group shows none of them; empty if no group does. */
  private static Optional<Integer> minGroup(List<HiddenColumn> sources) {
    List<Integer> needed = sources.stream().flatMap(each -> each.minGroup().stream()).toList();
    return needed.size() == sources.size()
        ? needed.stream().max(Comparator.naturalOrder())
        : Optional.empty();
  }
}
