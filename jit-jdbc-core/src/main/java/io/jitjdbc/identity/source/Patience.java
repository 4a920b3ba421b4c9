package io.jitjdbc.identity.source;

import java.time.Duration;

/**
 * What others do while one thread fetches a token, and after it failed.
 *
 * @param limit how long they wait for it at most
 * @param rest how long its failure answers for whoever comes next
 */
public record Patience(Duration limit, Duration rest) {}
