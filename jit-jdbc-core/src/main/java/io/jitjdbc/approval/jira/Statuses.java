package io.jitjdbc.approval.jira;

import java.util.List;

/** Some statuses, by names or ids. */
record Statuses(List<String> named) {
  Statuses {
    named = List.copyOf(named);
  }

  boolean have(String id, String name) {
    return named.stream().anyMatch(one -> one.equals(id) || one.equalsIgnoreCase(name));
  }

  boolean overlap(Statuses others) {
    return named.stream().anyMatch(one -> others.have(one, one));
  }

  @Override
  public String toString() {
    return String.join(", ", named);
  }
}
