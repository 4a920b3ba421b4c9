package io.jitjdbc.spring.server.recordings;

import java.util.Optional;

/**
 * Names a statement of a session. Compared with what is on record, and never made a path of.
 *
 * @param id with the session's in front, as the driver gives it
 */
public record StatementKey(String session, String id) {

  /** Empty for what no driver gives. */
  public static Optional<StatementKey> of(String session, String statement) {
    boolean isOne =
        statement.startsWith(session + '-')
            && statement.substring(session.length() + 1).matches("\\d{1,19}");
    return isOne ? Optional.of(new StatementKey(session, statement)) : Optional.empty();
  }
}
