/** How much of what databases understand is understood here: collections of SQL are measured. */
@NullMarked
package io.jitjdbc.coverage;

import org.jspecify.annotations.NullMarked;
