package io.jitjdbc.audit;

import io.jitjdbc.settings.Provider;

/** Chosen by {@code jit.audit}, several at once. */
public interface AuditSinkProvider extends Provider<AuditSink> {}
