package io.jitjdbc.credential;

import io.jitjdbc.settings.Provider;

/** Chosen by {@code jit.broker}. */
public interface CredentialBrokerProvider extends Provider<CredentialBroker> {}
