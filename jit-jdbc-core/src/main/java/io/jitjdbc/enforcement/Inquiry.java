package io.jitjdbc.enforcement;

import io.jitjdbc.access.Context;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalRequirement.Coverage;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.approval.RequestId;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.policy.Decision.RequestableDeny;
import io.jitjdbc.sql.Analysis.Analysed;
import java.util.OptionalLong;

/** One execution on its way to a decision: who asks for what, where, and how it is recorded. */
record Inquiry(
    Ask ask,
    Subject subject,
    Context context,
    SessionPlace place,
    Recorder recorder,
    EventId statementId,
    Acting acting,
    Estimate estimate) {

  /** One for which the database is asked how many rows it returns, once that matters. */
  Inquiry(
      Ask ask,
      Subject subject,
      Context context,
      SessionPlace place,
      Recorder recorder,
      EventId statementId,
      Acting acting) {
    this(
        ask,
        subject,
        context,
        place,
        recorder,
        statementId,
        acting,
        new Estimate(ask, place.estimator()));
  }

  /** One for which the database is not asked how many rows it returns. */
  Inquiry unestimated() {
    return estimated(OptionalLong.empty());
  }

  /** The same after the database was asked. */
  Inquiry estimated(OptionalLong rows) {
    Estimate known = Estimate.known(rows);
    return new Inquiry(ask, subject, context, place, recorder, statementId, acting, known);
  }

  /** What people signed elsewhere, if the caller presented any. */
  String signed() {
    return acting.signed();
  }

  /** By what the subject, and who acts for it, are known. */
  Presented presented() {
    return acting.presented(subject);
  }

  /** What an approval would be good for: the same for the same question. */
  ApprovalBinding binding(Analysed analysed, Question question, ApprovalRequirement requirement) {
    boolean forAnything = requirement.covers() == Coverage.SESSION;
    return new ApprovalBinding(
        subject.key(),
        recorder.actor().key(),
        context.target(),
        forAnything ? "" : analysed.text().digest(),
        forAnything ? "" : ask.binds().digest(),
        question.scope(),
        context.purpose(),
        question.policyVersion());
  }

  /** What is asked of people: with an equal binding, they are asked once. */
  AccessRequest request(
      ApprovalBinding binding, ApprovalRequirement requirement, AccessRequest.Summary summary) {
    return new AccessRequest(
        RequestId.random(),
        subject,
        recorder.actor(),
        binding,
        requirement,
        summary,
        context.time(),
        emergency(requirement));
  }

  /** Why it goes ahead without an approval; empty if it does not. */
  String emergency(ApprovalRequirement requirement) {
    return requirement.breakGlass().isPresent() ? acting.emergency() : "";
  }

  /** Why people are asked. */
  record Question(String scope, String rule, String reason, String policyVersion) {
    static Question of(RequestableDeny denial) {
      return new Question(denial.scope(), denial.rule(), denial.reason(), denial.policyVersion());
    }
  }
}
