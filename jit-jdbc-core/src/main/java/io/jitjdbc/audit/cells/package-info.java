/** What a caller read, cell by cell, as bytes: how it is written and read back. */
@NullMarked
package io.jitjdbc.audit.cells;

import org.jspecify.annotations.NullMarked;
