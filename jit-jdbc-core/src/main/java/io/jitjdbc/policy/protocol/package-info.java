/**
 * What a server does that hands out policies: signing. Drivers have the other side, {@code signed}.
 */
@NullMarked
package io.jitjdbc.policy.protocol;

import org.jspecify.annotations.NullMarked;
