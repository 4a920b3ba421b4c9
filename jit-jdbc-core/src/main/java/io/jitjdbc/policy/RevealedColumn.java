package io.jitjdbc.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Column;

/**
 * A sensitive column that a subject sees as it is.
 *
 * @param tag why it is sensitive
 */
public record RevealedColumn(Column column, String tag) {
  public RevealedColumn {
    requireNonNull(column);
    requireNonNull(tag);
  }
}
