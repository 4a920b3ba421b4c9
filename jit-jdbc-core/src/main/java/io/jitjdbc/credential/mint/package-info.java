/** A broker that makes database logins of its own and ends them, sessions included, on time. */
@NullMarked
package io.jitjdbc.credential.mint;

import org.jspecify.annotations.NullMarked;
