package io.jitjdbc.masking;

import io.jitjdbc.settings.Provider;

/** Named by {@code function} in the policy's masks; its arguments arrive as settings. */
public interface ColumnMaskProvider extends Provider<ColumnMask> {}
