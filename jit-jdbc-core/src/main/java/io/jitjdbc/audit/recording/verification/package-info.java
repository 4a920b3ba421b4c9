/** Tells whether recording logs are as they were written. */
@NullMarked
package io.jitjdbc.audit.recording.verification;

import org.jspecify.annotations.NullMarked;
