/** Recordings that the control plane can reach, and whether they are as they were written. */
@NullMarked
package io.jitjdbc.spring.server.recordings;

import org.jspecify.annotations.NullMarked;
