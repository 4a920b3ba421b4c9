/** Decides by the policies that a control plane signs and that leases bring. */
@NullMarked
package io.jitjdbc.policy.signed;

import org.jspecify.annotations.NullMarked;
