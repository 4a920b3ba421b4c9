package io.jitjdbc.enforcement;

import io.jitjdbc.access.Context;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.approval.RequestId;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.policy.Decision.RequestableDeny;
import io.jitjdbc.sql.Analysis.Analysed;
import java.util.TreeSet;

/** One execution on its way to a decision: who asks for what, where, and how it is recorded. */
record Inquiry(
    Ask ask,
    Subject subject,
    Context context,
    SessionPlace place,
    Recorder recorder,
    EventId statementId,
    Acting acting) {

  /** What people signed elsewhere, if the caller presented any. */
  String signed() {
    return acting.signed();
  }

  /** By what the subject, and who acts for it, are known. */
  Presented presented() {
    return acting.presented(subject);
  }

  /** What is asked of people: the same for the same question, so that they are asked once. */
  AccessRequest request(Analysed analysed, Question question, ApprovalRequirement requirement) {
    var binding =
        new ApprovalBinding(
            subject.key(),
            recorder.actor().key(),
            context.target(),
            analysed.text().digest(),
            ask.binds().digest(),
            question.scope(),
            context.purpose(),
            question.policyVersion());
    var resources = new TreeSet<String>();
    analysed.accesses().forEach(access -> resources.add(access.resource().path()));
    var summary =
        new AccessRequest.Summary(
            question.rule(),
            question.reason(),
            analysed.text().redacted(),
            resources,
            context.application());
    return new AccessRequest(
        RequestId.random(),
        subject,
        recorder.actor(),
        binding,
        requirement,
        summary,
        context.time(),
        requirement.breakGlass().isPresent() ? acting.emergency() : "");
  }

  /** Why people are asked. */
  record Question(String scope, String rule, String reason, String policyVersion) {
    static Question of(RequestableDeny denial) {
      return new Question(denial.scope(), denial.rule(), denial.reason(), denial.policyVersion());
    }
  }
}
