/** Audit events as rows of a table in a database that people can ask. */
@NullMarked
package io.jitjdbc.audit.table;

import org.jspecify.annotations.NullMarked;
