/** The recording log: one per process, written by one thread, and signed for as it grows. */
@NullMarked
package io.jitjdbc.audit.recording;

import org.jspecify.annotations.NullMarked;
