package io.jitjdbc.policy.signed;

import java.time.Instant;

/**
 * What a verified signature vouches for.
 *
 * @param serial counts up from bundle to bundle whose policies differ
 * @param end from when on it is no good, the tolerance for clocks included
 * @param policy the YAML text
 */
record Bundle(long serial, Instant end, String policy) {}
