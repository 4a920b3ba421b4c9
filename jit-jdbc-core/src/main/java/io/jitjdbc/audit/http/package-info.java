/** Audit events, and the ledgers of their logs, to a control plane. */
@NullMarked
package io.jitjdbc.audit.http;

import org.jspecify.annotations.NullMarked;
