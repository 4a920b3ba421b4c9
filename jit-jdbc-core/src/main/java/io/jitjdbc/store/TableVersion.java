package io.jitjdbc.store;

import java.util.List;

/**
 * One step in the life of a store's tables. In its texts, <code>{prefix}</code> stands for what the
 * names of tables start with, <code>{text}</code> for the type of long texts and <code>{options}
 * </code> for what follows a table's columns.
 *
 * @param probe a query that fails as long as the step was not taken, and reads no row
 * @param statements what takes the step; may fail where another process takes it at the same time
 */
public record TableVersion(String probe, List<String> statements) {
  public TableVersion {
    statements = List.copyOf(statements);
  }
}
