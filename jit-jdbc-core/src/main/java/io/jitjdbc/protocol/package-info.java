/** What the servers of all protocols that {@code PROTOCOL.md} describes have in common. */
@NullMarked
package io.jitjdbc.protocol;

import org.jspecify.annotations.NullMarked;
