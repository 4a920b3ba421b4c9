package io.jitjdbc.spring.client;

import io.jitjdbc.access.SqlState;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what the driver refused behind whatever exception it was wrapped into: by {@code
 * JdbcTemplate}, by JPA, by a future, or by nothing. A bean of this type is there for exception
 * handlers of an application's own. Thread-safe.
 */
public final class Denials {
  private static final int DEEPEST = 50;

  private final DenialWatch watch;

  Denials(DenialWatch watch) {
    this.watch = watch;
  }

  /**
   * The refusal that an exception tells of; empty if it tells of something else. What a database
   * refuses by rights of its own is none: its message is not ours to pass on.
   */
  public Optional<Denial> find(Throwable problem) {
    return causes(problem)
        .flatMap(Denials::refusal)
        .findFirst()
        .map(refusal -> watch.denial(refusal));
  }

  private static Stream<Throwable> causes(Throwable problem) {
    return Stream.iterate(problem, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }

  private static Stream<SQLException> refusal(Throwable cause) {
    return cause instanceof SQLException found && isOurs(found) ? Stream.of(found) : Stream.empty();
  }

  /** Vendors have exception classes of their own. */
  private static boolean isOurs(SQLException found) {
    return found.getClass() == SQLException.class
        && SqlState.DENIED.code().equals(found.getSQLState());
  }
}
