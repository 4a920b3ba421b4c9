package io.jitjdbc.enforcement;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Subject;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.Explanation;
import io.jitjdbc.policy.Explanation.Evidence;
import io.jitjdbc.policy.Explanation.Output;
import io.jitjdbc.policy.Explanation.Use;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.OutputColumn;
import io.jitjdbc.sql.Reference.Usage;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** Spells out an assessment: what was proven about the statement, and what follows from it. */
final class Explainer {
  private static final Comparator<Access> BY_NAME =
      Comparator.comparing((Access access) -> access.resource().path())
          .thenComparing(Access::action);
  private static final Comparator<Use> BY_COLUMN =
      Comparator.comparing((Use use) -> use.column().path()).thenComparing(Use::how);

  private final Assessment assessment;
  private final Optional<Planner> planner;

  Explainer(Assessment assessment, MaskFunctions functions) {
    this.assessment = assessment;
    this.planner = assessment.planner(functions);
  }

  /**
   * All of it.
   *
   * @param rows how many the database expects the result to have
   */
  Explanation explanation(Subject about, PolicyMode mode, Function<Analysed, OptionalLong> rows) {
    return new Explanation(
        about,
        assessment.analysis().fold(known -> known.kind().name(), unknown -> Template.UNREAD),
        assessment.analysis().text().redacted(),
        assessment
            .analysis()
            .fold(
                known -> known.accesses().stream().sorted(BY_NAME).toList(), unknown -> List.of()),
        assessment.outputs().stream().map(this::output).toList(),
        assessment.analysis().fold(Explainer::uses, unknown -> List.of()),
        mode,
        assessment.decision(),
        assessment.analysis().fold(rows, unknown -> OptionalLong.empty()));
  }

  private Output output(OutputColumn column) {
    return column
        .origin()
        .fold(
            known ->
                new Output(
                    column.label(),
                    sorted(known.columns()),
                    evidence(known),
                    known.groupSize() > 0
                        ? "over at least " + known.groupSize() + " rows each"
                        : "",
                    mask(column)),
            unknown ->
                new Output(
                    column.label(), List.of(), Evidence.UNPROVEN, unknown.reason(), mask(column)));
  }

  private static Evidence evidence(Origin.Known known) {
    if (known.columns().isEmpty()) {
      return Evidence.NO_SOURCE;
    }
    return known.identity() ? Evidence.UNCHANGED : Evidence.COMPUTED;
  }

  private String mask(OutputColumn column) {
    return planner
        .flatMap(it -> it.plan(List.of(column)).notes().stream().findFirst())
        .map(note -> note.substring(column.label().length() + ColumnPlan.NOTE_SEPARATOR.length()))
        .orElse("");
  }

  private static List<Use> uses(Analysed analysed) {
    return Stream.concat(
            analysed.references().stream()
                .map(reference -> new Use(reference.column(), words(reference.usage()))),
            analysed.copies().stream()
                .map(copy -> new Use(copy.from(), "copied to " + copy.to().path())))
        .sorted(BY_COLUMN)
        .toList();
  }

  private static String words(Usage usage) {
    return switch (usage) {
      case EQUALS_PARAMETER -> "compared with a parameter";
      case PREDICATE -> "decides about rows";
      case COMPUTED -> "computed with";
      case WRITE_SOURCE -> "written to another place";
      case UPDATE_TARGET -> "updated";
      case INSERT_TARGET -> "inserted";
    };
  }

  private static List<Column> sorted(Collection<Column> columns) {
    return columns.stream().sorted(Comparator.comparing(Column::path)).toList();
  }
}
