/** SQL read character by character as the database reads it, before any parser sees it. */
@NullMarked
package io.jitjdbc.sql.text;

import org.jspecify.annotations.NullMarked;
