package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Subject;
import java.util.Collections;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/** Whom a rule is about: anyone, or who is in one of the groups or has one of the names. */
record Who(boolean anyone, Set<String> groups, Set<String> users) {
  static final Who ANYONE = new Who(true, Set.of(), Set.of());

  static final Who NOBODY = new Who(false, Set.of(), Set.of());

  boolean includes(Subject subject) {
    return anyone
        || users.contains(subject.name())
        || !Collections.disjoint(subject.groups(), groups);
  }

  boolean isNobody() {
    return equals(NOBODY);
  }

  /** For operators. */
  @Override
  public String toString() {
    if (anyone) {
      return "anyone";
    }
    var words = new StringJoiner(" or ");
    if (!groups.isEmpty()) {
      words.add("groups " + new TreeSet<>(groups));
    }
    if (!users.isEmpty()) {
      words.add("users " + new TreeSet<>(users));
    }
    return words.toString();
  }
}
