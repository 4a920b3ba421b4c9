/** The bytes of a recording log: frames in segments, and the ledger that signs for them. */
@NullMarked
package io.jitjdbc.audit.recording.format;

import org.jspecify.annotations.NullMarked;
