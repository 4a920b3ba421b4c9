package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Subject;
import java.util.Collections;
import java.util.Set;

/** Whom a rule is about: anyone, or who is in one of the groups or has one of the names. */
record Who(boolean anyone, Set<String> groups, Set<String> users) {
  static final Who ANYONE = new Who(true, Set.of(), Set.of());

  boolean includes(Subject subject) {
    return anyone
        || users.contains(subject.name())
        || !Collections.disjoint(subject.groups(), groups);
  }
}
