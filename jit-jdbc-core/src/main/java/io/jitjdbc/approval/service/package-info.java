/** The client of our own approval protocol, which {@code PROTOCOL.md} describes. */
@NullMarked
package io.jitjdbc.approval.service;

import org.jspecify.annotations.NullMarked;
