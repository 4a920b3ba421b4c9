/** A broker with one standing login: the first step towards short-lived ones. */
@NullMarked
package io.jitjdbc.credential.fixed;

import org.jspecify.annotations.NullMarked;
