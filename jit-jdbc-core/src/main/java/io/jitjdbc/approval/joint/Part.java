package io.jitjdbc.approval.joint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.RequestState;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request at one of the services, which may have an id of its own for it. */
final class Part {
  private static final Logger LOG = LoggerFactory.getLogger(Part.class);

  private final Member member;
  private final String id;
  private final AtomicBoolean silent = new AtomicBoolean();
  private volatile boolean withdrawn;

  Part(Member member, String id) {
    this.member = member;
    this.id = id;
  }

  Member member() {
    return member;
  }

  String id() {
    return id;
  }

  boolean isSame(Part other) {
    return member.equals(other.member) && id.equals(other.id);
  }

  /** Whether it is known to hand out nothing any more, because another part did. */
  boolean isWithdrawn() {
    return withdrawn;
  }

  void withdrawn() {
    withdrawn = true;
  }

  /** Where it stands; an outage is in the log once. */
  RequestState state() throws RefusedException {
    try {
      RequestState state = member.service().state(id);
      silent.set(false);
      return state;
    } catch (RefusedException e) {
      if (!silent.getAndSet(true)) {
        LOG.warn(
            "jit.approval={} cannot say where request {} stands, the others are asked: {}",
            member.name(),
            id,
            e.getMessage());
      }
      throw e;
    }
  }

  /** The same if nobody can say. */
  Optional<RequestState> stateIfKnown() {
    try {
      return Optional.of(state());
    } catch (RefusedException e) {
      // It is in the log.
      return Optional.empty();
    }
  }
}
