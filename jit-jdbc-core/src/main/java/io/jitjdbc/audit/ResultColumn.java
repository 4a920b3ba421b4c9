package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

/**
 * One column of a recorded result, as the caller was told of it.
 *
 * @param label the name by which it is read
 * @param typeName the database's name of its type
 * @param jdbcType of {@link java.sql.Types}
 * @param mask why it was masked and how; empty where its cells were handed out as they are
 * @param tags what is known of its origin, sorted and separated by spaces; empty if nothing
 */
public record ResultColumn(String label, String typeName, int jdbcType, String mask, String tags) {
  public ResultColumn {
    requireNonNull(label);
    requireNonNull(typeName);
    requireNonNull(mask);
    requireNonNull(tags);
  }

  /** Whether a reader saw something else than what the database holds. */
  public boolean isMasked() {
    return !mask.isEmpty();
  }
}
