/** How much any one of those who ask the control plane may ask. */
@NullMarked
package io.jitjdbc.spring.server.rate;

import org.jspecify.annotations.NullMarked;
