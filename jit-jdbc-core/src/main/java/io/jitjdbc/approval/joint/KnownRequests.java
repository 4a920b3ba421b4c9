package io.jitjdbc.approval.joint;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which parts belong to a request: of those that this process has filed or used it knows, for
 * others it asks the desks. Thread-safe.
 */
final class KnownRequests {
  private static final int MOST = 100_000;
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final List<Member> members;
  private final Cache<String, JointRequest> byId =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(REMEMBERED).build();
  private final Cache<String, String> byBinding =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(REMEMBERED).build();

  /** One for a binding as long as anybody holds it. */
  private final Cache<String, Lock> locks = Caffeine.newBuilder().weakValues().build();

  KnownRequests(List<Member> members) {
    this.members = members;
  }

  /** Notes what was filed, on top of what is known of it. */
  JointRequest note(AccessRequest request, List<Part> parts) {
    byBinding.put(request.binding().digest(), request.id());
    return byId.asMap()
        .compute(
            request.id(),
            (id, known) -> {
              // An id that is free at the services may mean something older here.
              if (known == null || !known.request().binding().equals(request.binding())) {
                return joint(request, parts);
              }
              known.update(parts, members);
              return known;
            });
  }

  void note(JointRequest joint) {
    byId.asMap().putIfAbsent(joint.request().id(), joint);
  }

  /** The latest one of this process for the same. */
  Optional<JointRequest> latest(AccessRequest draft) {
    return Optional.ofNullable(byBinding.getIfPresent(draft.binding().digest()))
        .flatMap(this::known);
  }

  Optional<JointRequest> known(String id) {
    return Optional.ofNullable(byId.getIfPresent(id));
  }

  /**
   * The request with that id.
   *
   * @throws RefusedException if no desk knows it
   */
  JointRequest find(String id) throws RefusedException {
    Optional<JointRequest> known = known(id);
    return known.isPresent() ? known.get() : atDesks(id);
  }

  /** The first service that knows the id says what it means. */
  private JointRequest atDesks(String id) throws RefusedException {
    var refusals = new Refusals();
    for (Member member : members) {
      Optional<ApprovalDesk> desk = member.desk();
      if (desk.isPresent()) {
        try {
          AccessRequest request = desk.get().find(id).request();
          return joint(request, parts(request));
        } catch (RefusedException e) {
          refusals.add(member, e);
        }
      }
    }
    throw refusals.isEmpty()
        ? RefusedException.denied("there is no request " + id + " that this process has filed")
        : refusals.together("");
  }

  private List<Part> parts(AccessRequest request) {
    var parts = new ArrayList<Part>();
    for (Member member : members) {
      Optional<ApprovalDesk> desk = member.desk();
      desk.flatMap(known -> idAt(known, request)).ifPresent(id -> parts.add(new Part(member, id)));
    }
    return parts;
  }

  /** The same id where it means the same, or else the id of an open request for the same. */
  private static Optional<String> idAt(ApprovalDesk desk, AccessRequest request) {
    if (means(desk, request.id(), request)) {
      return Optional.of(request.id());
    }
    try {
      return desk.open().stream()
          .map(ApprovalDesk.Entry::request)
          .filter(open -> !open.isEmergency() && !request.isEmergency())
          .filter(open -> open.binding().equals(request.binding()))
          .map(AccessRequest::id)
          .findFirst();
    } catch (RefusedException e) {
      // It cannot be asked: the request has no part there now.
      return Optional.empty();
    }
  }

  /** Whether that desk knows the id, for the same thing. */
  static boolean means(ApprovalDesk desk, String id, AccessRequest request) {
    try {
      return desk.find(id).request().binding().equals(request.binding());
    } catch (RefusedException e) {
      // Unknown, or not to be asked.
      return false;
    }
  }

  /** What is open for the same at the desks, for what was answered without one. */
  JointRequest open(AccessRequest request) {
    return joint(request, parts(request));
  }

  private JointRequest joint(AccessRequest request, List<Part> parts) {
    return new JointRequest(
        request, parts, locks.get(request.binding().digest(), digest -> new ReentrantLock()));
  }
}
