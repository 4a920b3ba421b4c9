package io.jitjdbc.approval;

import io.jitjdbc.settings.Provider;

/** Chosen by {@code jit.approval}. */
public interface ApprovalServiceProvider extends Provider<ApprovalService> {}
