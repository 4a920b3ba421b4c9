/** Asks a database what its names mean. */
@NullMarked
package io.jitjdbc.driver.catalog;

import org.jspecify.annotations.NullMarked;
