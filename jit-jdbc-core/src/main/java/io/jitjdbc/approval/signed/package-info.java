/** Answers to access requests that carry their own proof: a JWS by the key of whoever answers. */
@NullMarked
package io.jitjdbc.approval.signed;

import org.jspecify.annotations.NullMarked;
