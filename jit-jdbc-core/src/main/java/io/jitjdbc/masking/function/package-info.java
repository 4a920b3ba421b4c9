/** The built-in mask functions, each found by its name. */
@NullMarked
package io.jitjdbc.masking.function;

import org.jspecify.annotations.NullMarked;
