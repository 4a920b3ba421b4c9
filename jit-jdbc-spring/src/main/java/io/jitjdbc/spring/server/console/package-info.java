/** Pages for people. */
@NullMarked
package io.jitjdbc.spring.server.console;

import org.jspecify.annotations.NullMarked;
