package io.jitjdbc.enforcement;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.Origin.Known;
import io.jitjdbc.sql.lineage.ReportedNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what a driver says of a result against its plan. That can hide a column which the plan
 * shows, or refuse the result; it never shows more.
 */
final class ResultCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ResultCheck.class);

  private final PolicyDecisionPoint policy;
  private final StatementCache cache;
  private final MaskFunctions functions;

  ResultCheck(PolicyDecisionPoint policy, StatementCache cache, MaskFunctions functions) {
    this.policy = policy;
    this.cache = cache;
    this.functions = functions;
  }

  /**
   * The plan, with what has become suspicious hidden. Whatever is not as planned is recorded.
   *
   * @throws RefusedException if the result is not what was decided
   */
  ColumnPlan check(Inquiry inquiry, Template template, List<ReportedColumn> reported)
      throws RefusedException {
    ColumnPlan plan = template.effects().plan();
    try {
      Map<Integer, String> hidden = suspicions(inquiry, template.analysed(), reported);
      if (hidden.isEmpty()) {
        return plan;
      }
      forgetWhatHasChanged(template);
      ColumnPlan stricter = plan.hiding(hidden, functions);
      LOG.warn("Statement {} returns columns that it was not understood to", inquiry.statementId());
      record(inquiry, template, Template.ruling(template.permit(), stricter, template.approvals()));
      return stricter;
    } catch (RefusedException e) {
      forgetWhatHasChanged(template);
      LOG.warn("Statement {} is refused: {}", inquiry.statementId(), e.getMessage());
      String version = template.permit().policyVersion();
      String reason = String.valueOf(e.getMessage());
      record(
          inquiry,
          template,
          new Ruling(Assessment.DENY, "result", version, reason, List.of(), "", ""));
      throw e;
    }
  }

  /** What was as understood before, and is not now, was defined anew by somebody else. */
  private void forgetWhatHasChanged(Template template) {
    if (template.learned().confirmed() != null) {
      cache.forgetEverything();
    }
  }

  private static void record(Inquiry inquiry, Template template, Ruling ruling) {
    Recorder recorder = inquiry.recorder();
    recorder.note(
        new StatementDecided(
            recorder.header(inquiry.subject()),
            template.facts(inquiry.statementId(), inquiry.context().purpose()),
            ruling));
  }

  private Map<Integer, String> suspicions(
      Inquiry inquiry, Analysed analysed, List<ReportedColumn> reported) throws RefusedException {
    SessionPlace place = inquiry.place();
    var names =
        new ReportedNames(place.dialect(), cache.catalog(inquiry.context().target(), place));
    Map<Integer, String> hidden = new HashMap<>();
    for (int index = 1; index <= reported.size(); index++) {
      var result = new Result(inquiry, analysed, names, reported.get(index - 1));
      Optional<String> why = suspicion(result, index);
      if (why.isPresent()) {
        hidden.put(index, why.get());
      }
    }
    return hidden;
  }

  /** One column of the result, as the driver names it. */
  private record Result(
      Inquiry inquiry, Analysed analysed, ReportedNames names, ReportedColumn reported) {

    Optional<Origin> origin() {
      return names.origin(reported.schema(), reported.table(), reported.column());
    }

    /** Aliases look like names of tables and columns to most drivers, and mean nothing. */
    boolean isBelievable(Set<Column> columns) {
      return reported.certain()
          || analysed.accesses().stream()
              .anyMatch(access -> columns.stream().anyMatch(access.resource()::equals))
          || !names.isWritten(inquiry.ask().sql(), reported.column());
    }
  }

  private Optional<String> suspicion(Result result, int index) throws RefusedException {
    Optional<Known> planned =
        result
            .analysed()
            .outputs()
            .get(index - 1)
            .origin()
            .fold(Optional::of, unknown -> Optional.empty());
    ReportedColumn reported = result.reported();
    // What is unknown is hidden already, or shown to somebody who may see everything.
    if (planned.isEmpty() || reported.saysNothing() || isAsPlanned(planned.get(), reported)) {
      return Optional.empty();
    }
    Optional<Origin> origin = result.origin();
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    Set<Column> columns =
        new HashSet<>(origin.get().fold(Known::columns, unknown -> Set.<Column>of()));
    columns.removeAll(planned.get().columns());
    if (columns.isEmpty() || !result.isBelievable(columns)) {
      return Optional.empty();
    }
    if (reported.certain() && planned.get().identity()) {
      throw refused(index, reported, "another column than the statement was understood to return");
    }
    return masked(result, columns, index);
  }

  private static boolean isAsPlanned(Known planned, ReportedColumn reported) {
    return planned.columns().stream()
        .anyMatch(
            column ->
                column.name().equals(reported.column())
                    && column.table().name().equals(reported.table())
                    && column.table().schema().equals(reported.schema()));
  }

  private Optional<String> masked(Result result, Set<Column> columns, int index)
      throws RefusedException {
    Set<Access> accesses = new HashSet<>();
    for (Column column : columns) {
      accesses.add(new Access(Action.SELECT, column.table()));
      accesses.add(new Access(Action.SELECT, column));
    }
    Inquiry inquiry = result.inquiry();
    Decision decision =
        policy.decide(
            new AuthorizationRequest(
                inquiry.subject(),
                accesses,
                inquiry.context(),
                List.of(),
                Map.of(),
                new Particulars(inquiry, result.analysed())));
    Optional<Set<Column>> hidden =
        decision.fold(
            permit -> Optional.of(HiddenColumn.in(permit, functions).keySet()),
            deny -> Optional.empty(),
            again -> Optional.empty());
    if (hidden.isEmpty()) {
      throw refused(index, result.reported(), "which you may not read");
    }
    return columns.stream().anyMatch(hidden.get()::contains)
        ? Optional.of("the database says that it is " + result.reported().path())
        : Optional.empty();
  }

  private static RefusedException refused(int index, ReportedColumn reported, String why) {
    return RefusedException.denied(
        "the database says that column "
            + index
            + " of the result is "
            + reported.path()
            + ", "
            + why
            + "; nothing is released. Rewrite the statement in plainer SQL");
  }
}
