/** The main job of jit-jdbc on an embedded database, told in a terminal. */
@NullMarked
package io.jitjdbc.examples.quickstart;

import org.jspecify.annotations.NullMarked;
