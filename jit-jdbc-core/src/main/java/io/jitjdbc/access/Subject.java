package io.jitjdbc.access;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Who asks: a person or a workload, as a trusted issuer named it.
 *
 * <p>Two subjects are the same person exactly when {@link #key()} is equal; names and groups may
 * change between two tokens of one person. Holds no secret.
 *
 * @param issuer the authority that vouches for the id, for example an OIDC issuer URL
 * @param id the issuer's stable identifier (the {@code sub} claim)
 * @param name how people call the subject; for display and policy, never for identity
 * @param groups the groups the issuer says the subject is in
 */
public record Subject(String issuer, String id, String name, Set<String> groups) {
  public Subject {
    requireNonNull(issuer);
    requireNonNull(id);
    requireNonNull(name);
    groups = Set.copyOf(groups);
    if (issuer.isBlank() || id.isBlank()) {
      throw new IllegalArgumentException("a subject needs an issuer and an id");
    }
  }

  /** What makes the subject unique: issuer and id. */
  public String key() {
    return issuer + '|' + id;
  }
}
