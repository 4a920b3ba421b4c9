/**
 * The approval protocol, which {@code PROTOCOL.md} describes: its messages, for both ends, and what
 * a server does with a request. How requests arrive, and whose tokens are good, is the server's
 * own.
 */
@NullMarked
package io.jitjdbc.approval.protocol;

import org.jspecify.annotations.NullMarked;
