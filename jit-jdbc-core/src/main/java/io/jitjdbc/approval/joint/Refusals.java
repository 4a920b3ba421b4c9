package io.jitjdbc.approval.joint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What several services refused, as one refusal. */
final class Refusals {
  private record Refusal(String member, RefusedException why) {}

  private final List<Refusal> all = new ArrayList<>();

  void add(Member member, RefusedException why) {
    all.add(new Refusal(member.name(), why));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Names each service, unless all say the same. */
  RefusedException together(String head) {
    Set<String> messages =
        all.stream()
            .map(refusal -> refusal.why().getMessage())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    String text =
        messages.size() == 1
            ? messages.iterator().next()
            : head
                + all.stream()
                    .map(refusal -> refusal.member() + ": " + refusal.why().getMessage())
                    .collect(Collectors.joining("; "));
    return new RefusedException(state(), text);
  }

  private SqlState state() {
    Set<SqlState> states =
        all.stream().map(refusal -> refusal.why().state()).collect(Collectors.toSet());
    return states.size() == 1 ? states.iterator().next() : SqlState.DENIED;
  }
}
