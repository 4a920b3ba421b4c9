/** Audit events as lines of the application's log. */
@NullMarked
package io.jitjdbc.audit.slf4j;

import org.jspecify.annotations.NullMarked;
