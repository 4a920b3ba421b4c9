package io.jitjdbc.credential.protocol;

import static java.util.Objects.requireNonNull;

/**
 * What a key is good for already.
 *
 * @param asked digest of what was asked for under it
 * @param completed whether the lease was made, which may be over since; else it is worked on
 */
public record TakenKey(String lease, String asked, boolean completed) {
  public TakenKey {
    requireNonNull(lease);
    requireNonNull(asked);
  }
}
