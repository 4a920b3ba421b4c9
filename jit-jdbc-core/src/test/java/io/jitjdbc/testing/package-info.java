/** Hands out real databases to tests: H2, PostgreSQL, MariaDB and, where Docker is, MySQL. */
@NullMarked
package io.jitjdbc.testing;

import org.jspecify.annotations.NullMarked;
