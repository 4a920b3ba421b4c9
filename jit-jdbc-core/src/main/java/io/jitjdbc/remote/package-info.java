/** Talking to services that vouch for people or lease logins. */
@NullMarked
package io.jitjdbc.remote;

import org.jspecify.annotations.NullMarked;
