package io.jitjdbc.spring.client;

import io.jitjdbc.audit.AuditSink;

/**
 * Sees every event that the sinks have accepted; not a sink bean, which would replace the named.
 */
@FunctionalInterface
interface AuditWatch {
  AuditSink sink();
}
