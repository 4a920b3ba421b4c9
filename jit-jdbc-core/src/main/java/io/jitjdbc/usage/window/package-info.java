/** Counts in a sliding window, and how they change; knows nothing of where they are kept. */
@NullMarked
package io.jitjdbc.usage.window;

import org.jspecify.annotations.NullMarked;
