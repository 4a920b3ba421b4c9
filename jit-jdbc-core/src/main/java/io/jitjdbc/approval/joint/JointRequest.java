package io.jitjdbc.approval.joint;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;

/** One request and its parts, as this process knows them. Thread-safe. */
final class JointRequest {
  private final AccessRequest request;
  private final Lock lock;
  private final Map<String, Use> uses = new ConcurrentHashMap<>();
  private volatile List<Part> parts;
  private volatile Optional<Part> source = Optional.empty();

  private record Use(Part part, Approval original) {}

  /**
   * @param lock shared by everything that is for the same binding
   */
  JointRequest(AccessRequest request, List<Part> parts, Lock lock) {
    this.request = request;
    this.parts = List.copyOf(parts);
    this.lock = lock;
  }

  /** As people are told of it. */
  AccessRequest request() {
    return request;
  }

  /** In the order of the services. */
  List<Part> parts() {
    return parts;
  }

  /** Held while something is handed out or answered, so that it happens in one order everywhere. */
  Lock lock() {
    return lock;
  }

  /** The part that uses are taken from, once one was. */
  Optional<Part> source() {
    return source;
  }

  /** Takes over what was filed again; whoever could not be asked this time keeps its part. */
  synchronized void update(List<Part> filed, List<Member> members) {
    var merged = new ArrayList<Part>();
    for (Member member : members) {
      Optional<Part> before = of(member, parts);
      Optional<Part> now = of(member, filed);
      boolean unchanged = before.isPresent() && now.map(before.get()::isSame).orElse(true);
      (unchanged ? before : now).ifPresent(merged::add);
    }
    parts = List.copyOf(merged);
  }

  private static Optional<Part> of(Member member, List<Part> parts) {
    return parts.stream().filter(part -> part.member().equals(member)).findFirst();
  }

  /** A use that a part handed out, under the id that people know; no two parts' uses are alike. */
  Approval handOut(Part part, Approval original) {
    source = Optional.of(part);
    var use =
        new Approval(
            part.member().name() + ':' + original.id(),
            request.id(),
            original.binding(),
            original.approvers(),
            original.expiresAt(),
            original.evidence());
    uses.put(use.id(), new Use(part, original));
    return use;
  }

  /** Gives it back to the service that it came from, once. */
  void giveBack(Approval use) {
    Use given = uses.remove(use.id());
    if (given != null) {
      given.part().member().service().giveBack(given.original());
    }
  }
}
