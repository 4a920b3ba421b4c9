/** What a statement would read and write, proven from its text and the catalog. */
@NullMarked
package io.jitjdbc.sql;

import org.jspecify.annotations.NullMarked;
