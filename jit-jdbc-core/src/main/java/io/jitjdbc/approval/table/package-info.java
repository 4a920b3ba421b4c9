/** Access requests kept in a database table, where several processes share them. */
@NullMarked
package io.jitjdbc.approval.table;

import org.jspecify.annotations.NullMarked;
