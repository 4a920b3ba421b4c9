package io.jitjdbc.approval.joint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desks of several services as one. An answer goes to each that has the request: people who
 * answer here count wherever the others have answered.
 */
final class JointDesk implements ApprovalDesk {
  private static final Logger LOG = LoggerFactory.getLogger(JointDesk.class);

  private final List<Member> members;
  private final KnownRequests requests;

  JointDesk(List<Member> members, KnownRequests requests) {
    this.members = members;
    this.requests = requests;
  }

  @Override
  public List<Entry> open() throws RefusedException {
    var found = new ArrayList<Entry>();
    var refusals = new Refusals();
    boolean asked = false;
    for (Member member : members) {
      Optional<ApprovalDesk> desk = member.desk();
      if (desk.isPresent()) {
        try {
          addNew(desk.get().open(), found);
          asked = true;
        } catch (RefusedException e) {
          LOG.warn("the desk of jit.approval={} is left out: {}", member.name(), e.getMessage());
          refusals.add(member, e);
        }
      }
    }
    if (!asked) {
      throw refusals.together("no desk could be asked. ");
    }
    found.sort(Comparator.comparing(entry -> entry.request().filedAt()));
    return List.copyOf(found);
  }

  /** What an earlier service shows, under the same id or for the same thing, is shown once. */
  private static void addNew(List<Entry> more, List<Entry> found) {
    var ids = new HashSet<String>();
    var waiting = new HashSet<String>();
    for (Entry entry : found) {
      ids.add(entry.request().id());
      if (!entry.request().isEmergency()) {
        waiting.add(entry.request().binding().digest());
      }
    }
    for (Entry entry : more) {
      AccessRequest request = entry.request();
      boolean same = !request.isEmergency() && waiting.contains(request.binding().digest());
      if (!same && !ids.contains(request.id())) {
        found.add(entry);
      }
    }
  }

  @Override
  public Entry find(String requestId) throws RefusedException {
    JointRequest joint = requests.find(requestId);
    return new Entry(joint.request(), Standing.of(joint).state());
  }

  @Override
  public RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException {
    return answer(requestId, approver, new Verdict(granted, comment));
  }

  /** What is signed is for the request of one service, unless others have it by the same id. */
  @Override
  public RequestState answer(String requestId, Subject approver, Verdict verdict)
      throws RefusedException {
    return each(requestId, (desk, id) -> desk.answer(id, approver, verdict));
  }

  @Override
  public RequestState revoke(String requestId, Subject by, String comment) throws RefusedException {
    return each(requestId, (desk, id) -> desk.revoke(id, by, comment));
  }

  @FunctionalInterface
  private interface Deed {
    RequestState at(ApprovalDesk desk, String id) throws RefusedException;
  }

  /** Done if one of them takes it; in one order everywhere, or each would count others. */
  private RequestState each(String requestId, Deed deed) throws RefusedException {
    JointRequest joint = requests.find(requestId);
    joint.lock().lock();
    try {
      var refusals = new Refusals();
      boolean done = false;
      for (Part part : joint.parts()) {
        done |= isDone(part, deed, refusals);
      }
      if (!done) {
        throw refusals.isEmpty()
            ? RefusedException.denied("request " + requestId + " is at no service with a desk")
            : refusals.together("");
      }
      return Standing.of(joint).state();
    } finally {
      joint.lock().unlock();
    }
  }

  private static boolean isDone(Part part, Deed deed, Refusals refusals) {
    Optional<ApprovalDesk> desk = part.member().desk();
    try {
      if (desk.isPresent()) {
        deed.at(desk.get(), part.id());
        return true;
      }
    } catch (RefusedException e) {
      LOG.debug("{} did not take it: {}", part.member().name(), e.getMessage());
      refusals.add(part.member(), e);
    }
    return false;
  }

  @Override
  public void delegate(Delegation delegation) throws RefusedException {
    var refusals = new Refusals();
    var kept = new ArrayList<String>();
    for (Member member : members) {
      Optional<ApprovalDesk> desk = member.desk();
      if (desk.isPresent()) {
        try {
          desk.get().delegate(delegation);
          kept.add(member.name());
        } catch (RefusedException e) {
          refusals.add(member, e);
        }
      }
    }
    if (!refusals.isEmpty()) {
      String head = kept.isEmpty() ? "" : "the delegation is kept by " + names(kept) + " only; ";
      throw RefusedException.denied(head + refusals.together("").getMessage());
    }
  }

  private static String names(List<String> kept) {
    return kept.stream().collect(Collectors.joining(" and "));
  }
}
