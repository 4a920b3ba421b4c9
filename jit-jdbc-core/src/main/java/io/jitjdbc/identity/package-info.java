/** Who is asking: from a presented token to a verified subject. */
@NullMarked
package io.jitjdbc.identity;

import org.jspecify.annotations.NullMarked;
