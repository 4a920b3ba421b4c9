package io.jitjdbc.policy;

import io.jitjdbc.settings.Provider;

/** Chosen by {@code jit.policy}. */
public interface PolicyDecisionPointProvider extends Provider<PolicyDecisionPoint> {}
