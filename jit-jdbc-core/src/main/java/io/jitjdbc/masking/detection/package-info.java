/** Sensitive texts that nobody classified: found in what a column holds, and validated. */
@NullMarked
package io.jitjdbc.masking.detection;

import org.jspecify.annotations.NullMarked;
