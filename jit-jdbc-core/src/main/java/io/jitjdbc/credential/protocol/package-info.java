/**
 * The server's side of the lease protocol, which {@code PROTOCOL.md} describes: what becomes of a
 * request, where leases are kept, and how they end. How requests arrive, whose tokens are good and
 * which databases there are, is the server's own.
 */
@NullMarked
package io.jitjdbc.credential.protocol;

import org.jspecify.annotations.NullMarked;
