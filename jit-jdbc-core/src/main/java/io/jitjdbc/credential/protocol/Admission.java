package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Party;
import io.jitjdbc.protocol.RefusedCallException;
import java.text.ParseException;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeSet;

/** Who may have a lease of what. */
final class Admission {
  private final LeaseTargets targets;

  Admission(LeaseTargets targets) {
    this.targets = targets;
  }

  /** Two ideas of a person never meet in one lease. */
  static void requireSame(LeaseWish wish, Caller caller)
      throws RefusedCallException, ParseException {
    if (!wish.subject().is(caller.subject())) {
      throw Answering.problem(403, "subject-mismatch", "The token is of somebody else.");
    }
    Optional<Party> actor = wish.actor();
    if (actor.isPresent() && !actor.get().is(caller.actor())) {
      throw Answering.problem(
          403, "actor-mismatch", "The token says that somebody else acts for the subject.");
    }
  }

  LeaseTarget target(Subject subject, String name, String purpose)
      throws RefusedException, RefusedCallException {
    LeaseTarget target = targets.find(name).orElseThrow(() -> unknownTarget(name));
    if (!target.groups().isEmpty() && Collections.disjoint(target.groups(), subject.groups())) {
      throw Answering.problem(
          403,
          "lease-refused",
          name
              + " is for the groups "
              + String.join(", ", new TreeSet<>(target.groups()))
              + ", and your token names none of them. Ask whoever keeps the groups, and sign in"
              + " again.");
    }
    if (!target.purpose().matcher(purpose).matches()) {
      throw Answering.problem(403, "lease-refused", purposeWanted(name, target));
    }
    return target;
  }

  private static String purposeWanted(String name, LeaseTarget target) {
    boolean any = target.purpose().pattern().equals(LeaseTarget.SOME_PURPOSE.pattern());
    return name
        + " is leased for a purpose"
        + (any ? "" : " that looks like " + target.purpose().pattern())
        + " only. Give it in jit.purpose.";
  }

  private static RefusedCallException unknownTarget(String name) {
    return Answering.problem(
        422,
        "unknown-target",
        "This service leases no login of "
            + name
            + ". Spell the URL as its configuration does, or have the database added there.");
  }
}
