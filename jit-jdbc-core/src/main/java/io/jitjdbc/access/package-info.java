/**
 * The shared words: who asks, what is done to what, in which circumstances, and how it is refused.
 */
@NullMarked
package io.jitjdbc.access;

import org.jspecify.annotations.NullMarked;
