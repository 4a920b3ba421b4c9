package io.jitjdbc.credential.protocol;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.protocol.Party;

/**
 * Who has a lease, of what and why.
 *
 * @param name how people call the subject; for display
 * @param actor who acts for the subject: the subject itself where nobody does
 * @param purpose in the caller's words; may be empty
 * @param application as it calls itself; may be empty
 */
public record LeaseHolder(
    Party subject, String name, Party actor, String target, String purpose, String application) {
  public LeaseHolder {
    requireNonNull(subject);
    requireNonNull(name);
    requireNonNull(actor);
    requireNonNull(target);
    requireNonNull(purpose);
    requireNonNull(application);
  }
}
