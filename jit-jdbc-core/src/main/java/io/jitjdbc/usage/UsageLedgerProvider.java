package io.jitjdbc.usage;

import io.jitjdbc.settings.Provider;

/** Chosen by {@code jit.usage}. */
public interface UsageLedgerProvider extends Provider<UsageLedger> {}
