package io.jitjdbc.spring.client;

import io.jitjdbc.access.JitContext;
import io.jitjdbc.access.Subject;
import org.jspecify.annotations.Nullable;

/** For whom, and why, a thread acts by its own scopes, on the way to another thread. */
record HandedContext(@Nullable Subject subject, @Nullable String purpose) {
  static final HandedContext NOTHING = new HandedContext(null, null);

  static HandedContext current() {
    return new HandedContext(JitContext.subject().orElse(null), JitContext.purpose().orElse(null));
  }

  /**
   * Makes it that of the calling thread.
   *
   * @return ends it
   * @throws IllegalStateException if the thread acts for a subject while this names none: a scope
   *     cannot take that back, and the work of one caller must not run with the rights of another
   */
  AutoCloseable open() {
    if (subject == null && JitContext.subject().isPresent()) {
      throw new IllegalStateException(
          "work that was handed over without a subject cannot run inside of somebody's JitContext:"
              + " capture the context where the work is created, or run it on a thread of its own");
    }
    // An outer scope's purpose is not the one of this work; an empty one takes its place.
    String why = purpose == null && JitContext.purpose().isPresent() ? "" : purpose;
    if (subject != null) {
      return why == null ? JitContext.as(subject) : JitContext.as(subject, why);
    }
    return why == null ? () -> {} : JitContext.because(why);
  }

  @Override
  public String toString() {
    return subject == null ? "nobody's context" : "the context of " + subject.key();
  }
}
