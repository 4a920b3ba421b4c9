/** A broker that is any command which prints a credential, the way kubectl's exec plugins do. */
@NullMarked
package io.jitjdbc.credential.exec;

import org.jspecify.annotations.NullMarked;
