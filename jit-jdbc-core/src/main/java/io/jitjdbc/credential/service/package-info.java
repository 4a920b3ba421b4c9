/** The client of our own lease protocol, which {@code PROTOCOL.md} describes. */
@NullMarked
package io.jitjdbc.credential.service;

import org.jspecify.annotations.NullMarked;
