/** Tokens that are fetched for a connection, kept for a while and renewed. */
@NullMarked
package io.jitjdbc.identity.source;

import org.jspecify.annotations.NullMarked;
