/** Finds and opens the vendor's driver behind a jit URL. */
@NullMarked
package io.jitjdbc.delegate;

import org.jspecify.annotations.NullMarked;
