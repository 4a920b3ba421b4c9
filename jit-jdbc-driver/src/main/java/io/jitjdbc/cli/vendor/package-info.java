/** The database's own driver, for commands that need a database. */
@NullMarked
package io.jitjdbc.cli.vendor;

import org.jspecify.annotations.NullMarked;
