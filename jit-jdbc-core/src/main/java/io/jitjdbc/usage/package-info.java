/**
 * Counts what subjects have read, over all their statements, connections and processes: a limit
 * within a window of time cannot be evaded by paging, by many small selects or by several
 * processes.
 */
@NullMarked
package io.jitjdbc.usage;

import org.jspecify.annotations.NullMarked;
