/**
 * Carries events from the log on this machine to sinks elsewhere: at least once, in the log's
 * order, across restarts.
 */
@NullMarked
package io.jitjdbc.audit.shipping;

import org.jspecify.annotations.NullMarked;
