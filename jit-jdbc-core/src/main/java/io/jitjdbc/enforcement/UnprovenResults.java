package io.jitjdbc.enforcement;

import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.text.RoutineCall;
import java.util.Optional;

/** Plans results of which a statement's text proves nothing. */
record UnprovenResults(Dialect dialect, MaskFunctions functions) {

  /** All in clear, or nothing of it. */
  ColumnPlan plan(int width, boolean reveal) {
    return ColumnPlan.unproven(width, reveal, functions);
  }

  /** What a call hands back, if the text is one. */
  Optional<CallPlan> call(String sql, Permit permit) {
    return RoutineCall.of(sql, dialect).map(call -> new CallPlan(call, permit, functions));
  }
}
