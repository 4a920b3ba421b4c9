/** Who is signed in at the console, and what they may do. */
@NullMarked
package io.jitjdbc.spring.server.people;

import org.jspecify.annotations.NullMarked;
