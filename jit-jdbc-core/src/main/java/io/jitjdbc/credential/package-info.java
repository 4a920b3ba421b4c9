/** Short-lived database logins: brokers, leases and the secrets in them. */
@NullMarked
package io.jitjdbc.credential;

import org.jspecify.annotations.NullMarked;
