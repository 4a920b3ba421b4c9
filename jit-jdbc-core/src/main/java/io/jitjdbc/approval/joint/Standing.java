package io.jitjdbc.approval.joint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where the parts of a request stand at one moment, and what that makes of the whole: the strictest
 * that any of them says. Answers at two services are never counted together.
 */
final class Standing {
  private final JointRequest joint;
  private final List<Look> looks = new ArrayList<>();
  private final Refusals refusals = new Refusals();

  /** What one part says. */
  record Look(Part part, RequestState state) {
    boolean is(Status status) {
      return state.status() == status;
    }
  }

  private Standing(JointRequest joint) {
    this.joint = joint;
  }

  /** Asks each part; those that cannot say are left out. */
  static Standing of(JointRequest joint) {
    var standing = new Standing(joint);
    for (Part part : joint.parts()) {
      try {
        standing.looks.add(new Look(part, part.state()));
      } catch (RefusedException e) {
        standing.refusals.add(part.member(), e);
      }
    }
    return standing;
  }

  /**
   * The part whose word counts.
   *
   * @throws RefusedException if that depends on one which cannot be asked
   */
  Look decisive() throws RefusedException {
    Optional<Look> found =
        Stream.of(
                first(this::isTakenBack),
                first(look -> look.is(Status.REJECTED)),
                first(look -> look.is(Status.CONSUMED)),
                first(look -> look.is(Status.APPROVED)),
                furthest())
            .flatMap(Optional::stream)
            .findFirst();
    return found.isPresent() ? found.get() : over();
  }

  RequestState state() throws RefusedException {
    return decisive().state();
  }

  /** Those that a use could be taken from, in the order of the services. */
  List<Part> approved() {
    return looks.stream().filter(look -> look.is(Status.APPROVED)).map(Look::part).toList();
  }

  /** Those that people could still answer. */
  List<Part> unanswered() {
    return looks.stream().filter(this::isWaiting).map(Look::part).toList();
  }

  private Optional<Look> first(Predicate<Look> condition) {
    return looks.stream().filter(condition).findFirst();
  }

  private boolean isTakenBack(Look look) {
    return Withdrawal.isTakenBack(look.state(), joint.request());
  }

  private boolean isWaiting(Look look) {
    return look.is(Status.REQUESTED) && look.part().member().service().isWorthWaitingFor();
  }

  private Optional<Look> furthest() {
    return looks.stream()
        .filter(this::isWaiting)
        .max(
            Comparator.<Look>comparingInt(look -> look.state().answers().size())
                .thenComparing(looks::indexOf, Comparator.reverseOrder()));
  }

  /** Of no part anything is to come. */
  private Look over() throws RefusedException {
    if (!refusals.isEmpty()) {
      throw refusals.together("where the request stands cannot be said. ");
    }
    return Stream.of(
            first(look -> look.is(Status.EXPIRED)), first(look -> look.is(Status.CANCELLED)))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> looks.get(0));
  }
}
