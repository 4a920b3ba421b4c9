package io.jitjdbc.enforcement;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.masking.Hidden;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One execution that asks for permission.
 *
 * @param sql the exact text that the server will get
 * @param binds the bind values at the time of the execution
 * @param patience how the caller can end a wait
 * @param queryTimeout the statement's own limit; zero when it has none
 * @param isMetadata whether there is no text for the server, but a question of JDBC's about its
 *     structure, whose name and arguments are in the place of text and values
 */
public record Ask(
    String sql, Binds binds, Patience patience, Duration queryTimeout, boolean isMetadata) {
  public Ask {
    requireNonNull(sql);
    requireNonNull(binds);
    requireNonNull(patience);
    requireNonNull(queryTimeout);
  }

  /** An execution of a text. */
  public Ask(String sql, Binds binds, Patience patience, Duration queryTimeout) {
    this(sql, binds, patience, queryTimeout, false);
  }

  /**
   * A question to {@link java.sql.DatabaseMetaData}.
   *
   * @param method by its name
   */
  public static Ask metadata(String method, Binds arguments, Patience patience) {
    return new Ask("DatabaseMetaData." + method, arguments, patience, Duration.ZERO, true);
  }

  /** Values as they were at one moment. */
  private record Bound(String digest, Optional<List<@Nullable Object>> values) implements Binds {
    static Bound of(Binds binds) {
      return new Bound(
          binds.digest(),
          binds.values().map(values -> Collections.unmodifiableList(new ArrayList<>(values))));
    }

    /** The values are nobody's to see. */
    @Override
    public String toString() {
      return digest;
    }
  }

  /** Whether a value in the text, or one that is bound to it, was made by a mask. */
  boolean carriesMask() {
    return sql.contains(Hidden.TEXT) || binds.carryMask();
  }

  /** The same with the bind values of this moment, whatever is bound later. */
  Ask bound() {
    return new Ask(sql, Bound.of(binds), patience, queryTimeout, isMetadata);
  }
}
