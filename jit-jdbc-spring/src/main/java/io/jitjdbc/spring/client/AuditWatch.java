package io.jitjdbc.spring.client;

import io.jitjdbc.audit.AuditSink;

/**
 * Sees every event that the sinks have accepted; a bean of this type is no sink, which would
 * replace the named ones. Called on the thread of the statement, so it must be thread-safe and
 * quick.
 */
@FunctionalInterface
public interface AuditWatch {
  /** What is handed the events of each enforced DataSource; one of them that fails denies. */
  AuditSink sink();
}
