/** What the enforcement costs, beside the raw driver in the same run. */
@NullMarked
package io.jitjdbc.benchmarks;

import org.jspecify.annotations.NullMarked;
