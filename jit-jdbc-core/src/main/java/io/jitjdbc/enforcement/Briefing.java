package io.jitjdbc.enforcement;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.approval.AccessRequest.Summary;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.RequestDetails;
import io.jitjdbc.approval.RequestDetails.Sensitive;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.sql.Analysis.Analysed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What people are told before they answer.
 *
 * @param consequence what the policy would permit if they said yes; empty if it is not that simple
 */
record Briefing(Inquiry inquiry, Analysed analysed, Optional<Permit> consequence) {
  private static final Comparator<Sensitive> BY_NAME =
      Comparator.comparing(Sensitive::column).thenComparing(Sensitive::tag);

  Summary summary(Inquiry.Question question, ApprovalRequirement requirement) {
    var resources = new TreeSet<String>();
    analysed.accesses().forEach(access -> resources.add(access.resource().path()));
    return new Summary(
        question.rule(),
        question.reason(),
        requirement.valuesShown() ? inquiry.ask().sql() : analysed.text().redacted(),
        resources,
        inquiry.context().application(),
        details(requirement));
  }

  private RequestDetails details(ApprovalRequirement requirement) {
    return new RequestDetails(
        consequence.map(Briefing::sensitive).orElse(List.of()),
        inquiry.estimate().of(analysed),
        CallingCode.name(),
        requirement.valuesShown() ? ShownValues.of(inquiry.ask().binds()) : List.of());
  }

  private static List<Sensitive> sensitive(Permit permit) {
    Stream<Sensitive> masked =
        Obligations.of(permit).masks().stream()
            .map(mask -> sensitive(mask.column(), mask.tag(), false));
    Stream<Sensitive> clear =
        permit.revealed().stream().map(shown -> sensitive(shown.column(), shown.tag(), true));
    return Stream.concat(masked, clear).distinct().sorted(BY_NAME).toList();
  }

  private static Sensitive sensitive(Column column, String tag, boolean clear) {
    return new Sensitive(column.path(), tag, clear);
  }
}
