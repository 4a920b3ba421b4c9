/** A broker that exchanges the subject's token for one that the database takes as a password. */
@NullMarked
package io.jitjdbc.credential.exchange;

import org.jspecify.annotations.NullMarked;
