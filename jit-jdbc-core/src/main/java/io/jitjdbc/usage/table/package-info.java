/** Usage counted in database tables, which several processes share. */
@NullMarked
package io.jitjdbc.usage.table;

import org.jspecify.annotations.NullMarked;
