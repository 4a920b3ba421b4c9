/** The enforcement point: one statement from text to released rows, without knowing JDBC. */
@NullMarked
package io.jitjdbc.enforcement;

import org.jspecify.annotations.NullMarked;
