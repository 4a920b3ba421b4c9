package io.jitjdbc.enforcement;

import io.jitjdbc.audit.Correlation;
import io.jitjdbc.audit.SessionFacts;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Where one connection's events come from. Thread-safe. */
final class Attribution {
  private final SessionFacts connection;
  private final boolean callingCode;

  // An array, because it is gone through for each statement.
  private final String[] keys;

  private volatile Supplier<Optional<Correlation>> given = Optional::empty;

  Attribution(SessionFacts connection, Tracing tracing) {
    this.connection = connection;
    this.callingCode = tracing.callingCode();
    this.keys = tracing.keys().toArray(String[]::new);
  }

  SessionFacts connection() {
    return connection;
  }

  /** From now on, what the program itself says of its trace comes before what its logging says. */
  void follow(Supplier<Optional<Correlation>> program) {
    given = program;
  }

  /** For an event that the calling thread causes. */
  Correlation now() {
    Optional<Correlation> told = given.get();
    Correlation trace = told.isPresent() ? told.get() : logged();
    return callingCode ? trace.from(CallingCode.name()) : trace;
  }

  private Correlation logged() {
    for (String key : keys) {
      String id = MDC.get(key);
      // Anybody may put anything there: only what cannot be anything else is recorded.
      Optional<Correlation> trace = id == null ? Optional.empty() : Correlation.ofTraceId(id);
      if (trace.isPresent()) {
        return trace.get();
      }
    }
    return Correlation.NONE;
  }
}
