package io.jitjdbc.enforcement;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.Filtering;
import io.jitjdbc.policy.Obligation.LimitRows;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Copy;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.OutputColumn;
import io.jitjdbc.sql.Reference;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.SystemRelations;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns a permit's obligations into a plan for one statement, by what the analysis proved.
 *
 * <p>A column's own mask is used only where its value is handed through unchanged; whatever is
 * derived from a masked column, or not proven, shows nothing at all. A use of a masked column that
 * could tell about its value without returning it is refused.
 */
final class Planner {
  private static final String COMPARED =
      " and may not be compared. Leave it out of the conditions, or ask for"
          + " 'filter: equals-parameter' on its mask";
  private static final String DECIDES =
      " and may not decide which rows come back, or in which order. Leave it out of WHERE, JOIN,"
          + " GROUP BY, HAVING, ORDER BY and DISTINCT, or ask for a rule that reveals it";
  private static final String TOLD =
      " and may not be computed with where a failure would tell about it (casts, divisions,"
          + " patterns). Select the column itself, or ask for a rule that reveals it";
  private static final String COPIED = " and may not be copied or computed into another place";
  private static final String EXPORTED =
      "this export would carry columns past their masks, or cannot be proven not to. Export only"
          + " columns that you see in clear, or ask for a rule that reveals them";
  private static final String OVERWRITTEN =
      ", so writing it could put the mask over the real value. Leave it out of the update (JPA:"
          + " @DynamicUpdate or updatable=false), or ask for a rule that reveals it";

  private static final String HOLDS_VALUES =
      " may hold values out of any table, so it is only read under a rule that reveals everything";

  private final Permit permit;
  private final MaskFunctions functions;
  private final Map<Column, MaskColumn> masked = new HashMap<>();
  private final Scans scans = new Scans();
  private final Guard guard = new Guard();
  private Optional<LimitRows> limit = Optional.empty();

  Planner(Permit permit, MaskFunctions functions) {
    this.permit = permit;
    this.functions = functions;
    var meet =
        new Obligation.Cases<Runnable>(
            mask -> () -> add(mask),
            scan -> () -> scans.add(scan),
            column -> () -> guard.add(column),
            rows -> () -> add(rows));
    permit.obligations().forEach(obligation -> obligation.fold(meet).run());
  }

  private void add(MaskColumn mask) {
    masked.merge(mask.column(), mask, Planner::stricter);
    guard.add(mask);
  }

  private static MaskColumn stricter(MaskColumn one, MaskColumn other) {
    return one.filtering().compareTo(other.filtering()) <= 0 ? one : other;
  }

  private void add(LimitRows rows) {
    limit = limit.filter(known -> known.rows() <= rows.rows()).or(() -> Optional.of(rows));
  }

  /** The smallest row limit, if there is one. */
  Optional<LimitRows> limit() {
    return limit;
  }

  /** Whether the statement comes near values that the subject may not see. */
  boolean touchesMasked() {
    return !masked.isEmpty();
  }

  /** What a statement with a value that a mask made is refused with, if it is. */
  Optional<String> guard() {
    return guard.objection();
  }

  /** Every column that is masked. */
  Collection<MaskColumn> masks() {
    return masked.values();
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
    List<MaskColumn> masks =
        known.columns().stream()
            .filter(masked::containsKey)
            .map(masked::get)
            .sorted(Comparator.comparing(mask -> mask.column().path()))
            .toList();
    if (masks.isEmpty()) {
      builder.scan(scans.of(known.columns()));
    } else if (known.identity()) {
      builder.mask(label, masks.get(0).mask(), masks.get(0).tag());
    } else {
      builder.redact(
          label,
          masks.stream()
              .map(MaskColumn::tag)
              .distinct()
              .collect(Collectors.joining(", ", "derived from ", "")));
    }
  }

  /** What the statement does beside returning rows, held against the masks. */
  Optional<Deny> objection(Analysed analysed) {
    return analysed.references().stream()
        .sorted(Comparator.comparing(reference -> reference.column().path()))
        .flatMap(reference -> objection(reference).stream())
        .findFirst()
        .or(() -> copyObjection(analysed))
        .or(() -> systemObjection(analysed))
        .or(() -> exportObjection(analysed));
  }

  private Optional<Deny> objection(Reference reference) {
    MaskColumn mask = masked.get(reference.column());
    if (mask == null) {
      return Optional.empty();
    }
    return objection(mask.filtering(), reference.usage()).map(why -> refused(mask, why));
  }

  private Optional<Deny> copyObjection(Analysed analysed) {
    return analysed.copies().stream()
        .map(Copy::from)
        .filter(masked::containsKey)
        .min(Comparator.comparing(Column::path))
        .map(masked::get)
        .map(mask -> refused(mask, COPIED));
  }

  private Deny refused(MaskColumn mask, String why) {
    return deny(
        "mask " + mask.tag(),
        mask.column().path() + " (" + mask.tag() + ") is masked for you" + why);
  }

  private Optional<Deny> exportObjection(Analysed analysed) {
    boolean exports =
        analysed.kind() == StatementKind.EXPORT
            || analysed.accesses().stream().anyMatch(need -> need.action() == Action.EXPORT);
    return exports && !provenClear(analysed)
        ? Optional.of(deny("export", EXPORTED))
        : Optional.empty();
  }

  private Deny deny(String rule, String reason) {
    return new Deny(rule, permit.policyVersion(), reason);
  }

  private Optional<Deny> systemObjection(Analysed analysed) {
    return analysed.accesses().stream()
        .map(Access::resource)
        .filter(resource -> !permit.revealsEverything() && SystemRelations.mayHoldValues(resource))
        .findFirst()
        .map(resource -> deny("system-relation", resource.path() + HOLDS_VALUES));
  }

  private boolean provenClear(Analysed analysed) {
    return permit.revealsEverything()
        || (masked.isEmpty()
            && !scans.maskAnything()
            && !analysed.outputs().isEmpty()
            && analysed.outputs().stream()
                .allMatch(output -> output.origin().fold(known -> true, unknown -> false)));
  }

  private static Optional<String> objection(Filtering filtering, Reference.Usage usage) {
    return switch (usage) {
      case EQUALS_PARAMETER -> unless(filtering != Filtering.DENY, COMPARED);
      case PREDICATE -> unless(filtering == Filtering.ALLOW, DECIDES);
      case COMPUTED -> unless(filtering == Filtering.ALLOW, TOLD);
      case WRITE_SOURCE -> Optional.of(COPIED);
      case UPDATE_TARGET -> Optional.of(OVERWRITTEN);
      // A new row holds what the caller brings; nothing real is overwritten.
      case INSERT_TARGET -> Optional.empty();
    };
  }

  private static Optional<String> unless(boolean allowed, String objection) {
    return allowed ? Optional.empty() : Optional.of(objection);
  }
}
