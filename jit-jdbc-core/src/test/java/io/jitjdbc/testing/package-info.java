/** Contracts that every implementation of an SPI must pass, and the real counterparts they need. */
@NullMarked
package io.jitjdbc.testing;

import org.jspecify.annotations.NullMarked;
