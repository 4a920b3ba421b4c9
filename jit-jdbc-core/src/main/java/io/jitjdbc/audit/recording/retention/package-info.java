/** Deletes what is over its time, so that what is left still verifies. */
@NullMarked
package io.jitjdbc.audit.recording.retention;

import org.jspecify.annotations.NullMarked;
