/**
 * The control plane's side of the audit protocol: what drivers bring, read strictly, for whoever
 * keeps it.
 */
@NullMarked
package io.jitjdbc.audit.protocol;

import org.jspecify.annotations.NullMarked;
