package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.BreakGlass;
import java.util.Collections;

/** What must be there before people are asked, or are not. */
final class Preconditions {
  /** As long as a purpose may be. A longer text could keep a pattern busy. */
  private static final int LONGEST_PURPOSE = 2_000;

  private Preconditions() {}

  static void require(AccessRequest draft) throws RefusedException {
    ApprovalRequirement requirement = draft.requirement();
    String purpose = draft.binding().purpose();
    if (requirement.purpose().isPresent() && !fits(purpose, requirement.purpose().get())) {
      throw RefusedException.denied(
          "rule "
              + draft.summary().rule()
              + " asks people only with a purpose of the form "
              + requirement.purpose().get()
              + "; give it in jit.purpose, by setClientInfo(\"jit.purpose\", ...) or by a"
              + " JitContext, and run the statement again");
    }
    if (draft.isEmergency() && !mayBypass(draft, requirement)) {
      throw RefusedException.denied(
          "rule "
              + draft.summary().rule()
              + " lets only members of some groups go ahead in an emergency, and "
              + draft.subject().name()
              + " is in none of them; clear the client info jit.break-glass and wait for an"
              + " approval");
    }
  }

  private static boolean fits(String purpose, String pattern) {
    return purpose.length() <= LONGEST_PURPOSE && purpose.matches(pattern);
  }

  private static boolean mayBypass(AccessRequest draft, ApprovalRequirement requirement) {
    return requirement
        .breakGlass()
        .map(BreakGlass::groups)
        .filter(groups -> !Collections.disjoint(groups, draft.subject().groups()))
        .isPresent();
  }
}
