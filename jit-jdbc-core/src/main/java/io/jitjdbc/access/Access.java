package io.jitjdbc.access;

import static java.util.Objects.requireNonNull;

/** One (action, resource) pair that a statement needs. */
public record Access(Action action, Resource resource) {
  public Access {
    requireNonNull(action);
    requireNonNull(resource);
  }

  @Override
  public String toString() {
    return action + " " + resource.path();
  }
}
