/** The control plane: the protocols that drivers speak, and a console for people. */
@NullMarked
package io.jitjdbc.spring.server;

import org.jspecify.annotations.NullMarked;
