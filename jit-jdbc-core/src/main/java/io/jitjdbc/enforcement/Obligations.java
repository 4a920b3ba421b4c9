package io.jitjdbc.enforcement;

import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.DecideEachTime;
import io.jitjdbc.policy.Obligation.GuardColumn;
import io.jitjdbc.policy.Obligation.KeepRecording;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.policy.Obligation.LimitUsage;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.policy.Obligation.ScanColumn;
import java.util.ArrayList;
import java.util.List;

/** What a permit asks for, by kind, in its order. */
record Obligations(
    List<MaskColumn> masks,
    List<ScanColumn> scans,
    List<GuardColumn> guards,
    List<LimitResult> limits,
    List<LimitUsage> budgets,
    List<DecideEachTime> each,
    List<KeepRecording> recordings) {

  static Obligations of(Permit permit) {
    var sorted =
        new Obligations(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    var add =
        new Obligation.Cases<>(
            sorted.masks::add,
            sorted.scans::add,
            sorted.guards::add,
            sorted.limits::add,
            sorted.budgets::add,
            sorted.each::add,
            sorted.recordings::add);
    permit.obligations().forEach(obligation -> obligation.fold(add));
    return sorted;
  }
}
