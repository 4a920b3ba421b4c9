package io.jitjdbc.access;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf, and why, the calling thread uses connections that somebody else opened:
 *
 * <pre>{@code
 * try (var scope = JitContext.as(person, "CS-4711")) {
 *   … statements on connections of a shared pool …
 * }
 * }</pre>
 *
 * <p>The rights of that subject are what counts for statements of this thread until the scope is
 * closed; who opened the connection is on record as the actor. Scopes nest, and the innermost
 * counts. A scope belongs to the thread that opened it: a task that runs on another thread opens
 * its own.
 *
 * <p><b>Does not protect against</b> a program that names a subject which it has not verified: that
 * subject is believed. Where the subject's token is at hand, give the token instead, with {@code
 * connection.setClientInfo("jit.subject.token", token)}.
 */
public final class JitContext implements AutoCloseable {
  private static final ThreadLocal<@Nullable JitContext> INNERMOST = new ThreadLocal<>();

  private final @Nullable Subject subject;
  private final @Nullable String purpose;
  private final @Nullable JitContext outer;
  private final Thread owner = Thread.currentThread();

  private JitContext(@Nullable Subject subject, @Nullable String purpose) {
    this.outer = INNERMOST.get();
    this.subject = subject == null && outer != null ? outer.subject : subject;
    this.purpose = purpose == null && outer != null ? outer.purpose : purpose;
    INNERMOST.set(this);
  }

  /** Acts for a subject, for the purpose that the connection has. */
  public static JitContext as(Subject subject) {
    return new JitContext(requireNonNull(subject), null);
  }

  /** Acts for a subject. */
  public static JitContext as(Subject subject, String purpose) {
    return new JitContext(requireNonNull(subject), requireNonNull(purpose));
  }

  /** Says why, and leaves for whom as it is. */
  public static JitContext because(String purpose) {
    return new JitContext(null, requireNonNull(purpose));
  }

  /** The subject that the calling thread acts for, if it is in such a scope. */
  public static Optional<Subject> subject() {
    JitContext innermost = INNERMOST.get();
    return innermost == null ? Optional.empty() : Optional.ofNullable(innermost.subject);
  }

  /** Why the calling thread acts, if it is in a scope that says so. */
  public static Optional<String> purpose() {
    JitContext innermost = INNERMOST.get();
    return innermost == null ? Optional.empty() : Optional.ofNullable(innermost.purpose);
  }

  /**
   * Ends the scope.
   *
   * @throws IllegalStateException if it is not the innermost scope of the calling thread: somebody
   *     else's rights would count for what follows. Then none counts any more
   */
  @Override
  public void close() {
    boolean isInnermost = INNERMOST.get() == this && owner == Thread.currentThread();
    if (isInnermost && outer != null) {
      INNERMOST.set(outer);
    } else {
      INNERMOST.remove();
    }
    if (!isInnermost) {
      throw new IllegalStateException(
          "a scope is closed by the thread that opened it, after the scopes within it");
    }
  }

  @Override
  public String toString() {
    return "acting for " + (subject == null ? "whoever opened the connection" : subject.key());
  }
}
