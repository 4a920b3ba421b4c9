package io.jitjdbc.enforcement;

import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.sql.Analysis.Analysed;
import java.util.List;

/**
 * What is to be approved.
 *
 * @param held what the execution rests on already
 */
record Application(
    Inquiry inquiry,
    Analysed analysed,
    Inquiry.Question question,
    ApprovalRequirement requirement,
    List<Approval> held) {

  ApprovalBinding binding() {
    return inquiry.binding(analysed, question, requirement);
  }

  /** The same execution's next question. */
  Application then(Inquiry.Question next, ApprovalRequirement needed, List<Approval> more) {
    return new Application(inquiry, analysed, next, needed, more);
  }
}
