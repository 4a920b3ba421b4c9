/** Access requests kept in the memory of one process. */
@NullMarked
package io.jitjdbc.approval.memory;

import org.jspecify.annotations.NullMarked;
