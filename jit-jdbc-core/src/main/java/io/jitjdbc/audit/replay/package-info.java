/** Tells recorded sessions again, in whichever form. */
@NullMarked
package io.jitjdbc.audit.replay;

import org.jspecify.annotations.NullMarked;
