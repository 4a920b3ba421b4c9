/** The bundle jar as it is shipped: what is in it, and what tools do with it. */
@NullMarked
package io.jitjdbc.bundle;

import org.jspecify.annotations.NullMarked;
