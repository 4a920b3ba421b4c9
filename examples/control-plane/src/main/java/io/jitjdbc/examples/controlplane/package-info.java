/** The control plane as one jar. */
@NullMarked
package io.jitjdbc.examples.controlplane;

import org.jspecify.annotations.NullMarked;
