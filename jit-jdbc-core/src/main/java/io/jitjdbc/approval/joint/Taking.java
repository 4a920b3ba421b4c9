package io.jitjdbc.approval.joint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.RequestState.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes one use from the service whose quorum is complete. Where several are, the first in their
 * order is the one, for every process: before a later one is used, what is open at earlier ones is
 * withdrawn, so that two processes cannot each take the use of another service, as long as both
 * reach the earlier one.
 */
final class Taking {
  private final JointRequest joint;
  private final List<Part> settled = new ArrayList<>();
  private final List<Part> unreachable = new ArrayList<>();
  private final Refusals refusals = new Refusals();

  /** To be used under the request's lock. */
  Taking(JointRequest joint) {
    this.joint = joint;
  }

  Optional<Approval> take() throws RefusedException {
    while (true) {
      var standing = Standing.of(joint);
      if (standing.state().status() != Status.APPROVED) {
        return Optional.empty();
      }
      Optional<Part> source = source(standing);
      if (source.isEmpty()) {
        throw unusable();
      }
      if (settle(source.get(), standing)) {
        // Somebody may have been quicker there.
        continue;
      }
      try {
        return takeFrom(source.get());
      } catch (RefusedException e) {
        unreachable.add(source.get());
        refusals.add(source.get().member(), e);
      }
    }
  }

  /** Where one was taken before, the others were or are yet to be ended. */
  private Optional<Part> source(Standing standing) {
    return standing.approved().stream()
        .filter(part -> joint.source().map(part::isSame).orElse(true))
        .filter(part -> unreachable.stream().noneMatch(part::isSame))
        .findFirst();
  }

  private boolean settle(Part source, Standing standing) {
    boolean changed = false;
    for (Part part : standing.unanswered()) {
      boolean before = joint.parts().indexOf(part) < joint.parts().indexOf(source);
      if (before && settled.stream().noneMatch(part::isSame)) {
        part.member().service().cancel(part.id());
        settled.add(part);
        changed = true;
      }
    }
    return changed;
  }

  private Optional<Approval> takeFrom(Part source) throws RefusedException {
    Optional<Approval> taken = source.member().service().consume(source.id());
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    Approval use = joint.handOut(source, taken.get());
    Withdrawal.allBut(source, joint);
    return Optional.of(use);
  }

  private RefusedException unusable() {
    return refusals.isEmpty()
        ? RefusedException.denied(
            "request "
                + joint.request().id()
                + " was used at a service that cannot be asked now, and no other one hands it out;"
                + " run the statement again later")
        : refusals.together("no use could be taken. ");
  }
}
