/** How a value is shown to somebody who may not see it. */
@NullMarked
package io.jitjdbc.masking;

import org.jspecify.annotations.NullMarked;
