/** Programs that are run beside this one: without a shell, for a bounded time. */
@NullMarked
package io.jitjdbc.process;

import org.jspecify.annotations.NullMarked;
