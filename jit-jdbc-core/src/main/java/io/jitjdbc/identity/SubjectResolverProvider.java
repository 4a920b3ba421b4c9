package io.jitjdbc.identity;

import io.jitjdbc.settings.Provider;

/** Chosen by {@code jit.subject}. */
public interface SubjectResolverProvider extends Provider<SubjectResolver> {}
