/** What recording logs say, as events, sessions and result tables; streamed, never held whole. */
@NullMarked
package io.jitjdbc.audit.reading;

import org.jspecify.annotations.NullMarked;
