/** Usage counted in one process. */
@NullMarked
package io.jitjdbc.usage.memory;

import org.jspecify.annotations.NullMarked;
