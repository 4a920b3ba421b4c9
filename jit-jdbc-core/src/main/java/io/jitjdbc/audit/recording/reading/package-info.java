/** Reads recording logs, whoever wrote them and however they ended. */
@NullMarked
package io.jitjdbc.audit.recording.reading;

import org.jspecify.annotations.NullMarked;
