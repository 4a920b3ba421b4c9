package io.jitjdbc.enforcement;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * One execution that asks for permission.
 *
 * @param sql the exact text that the server will get
 * @param binds SHA-256 over the typed bind values; only computed when an approval is needed
 * @param patience how the caller can end a wait
 * @param queryTimeout the statement's own limit; zero when it has none
 */
public record Ask(String sql, Supplier<String> binds, Patience patience, Duration queryTimeout) {
  public Ask {
    requireNonNull(sql);
    requireNonNull(binds);
    requireNonNull(patience);
    requireNonNull(queryTimeout);
  }

  /** The same with the bind values of this moment, whatever is bound later. */
  Ask bound() {
    String digest = binds.get();
    return new Ask(sql, () -> digest, patience, queryTimeout);
  }
}
