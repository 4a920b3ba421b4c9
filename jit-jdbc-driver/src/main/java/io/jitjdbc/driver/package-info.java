/** The driver behind {@code jdbc:jit:} URLs, and the JDBC objects that it hands out. */
@NullMarked
package io.jitjdbc.driver;

import org.jspecify.annotations.NullMarked;
