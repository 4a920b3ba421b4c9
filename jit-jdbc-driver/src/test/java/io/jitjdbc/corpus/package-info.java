/** Attacks and ordinary work, each run through the driver against the real databases. */
@NullMarked
package io.jitjdbc.corpus;

import org.jspecify.annotations.NullMarked;
