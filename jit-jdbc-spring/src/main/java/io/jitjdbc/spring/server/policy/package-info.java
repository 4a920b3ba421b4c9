/** Policies: their versions, where they count, and what another one would mean. */
@NullMarked
package io.jitjdbc.spring.server.policy;

import org.jspecify.annotations.NullMarked;
