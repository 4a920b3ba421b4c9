/** Asking the person at the machine to sign in, and remembering that for a while. */
@NullMarked
package io.jitjdbc.identity.person;

import org.jspecify.annotations.NullMarked;
