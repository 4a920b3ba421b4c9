/** People, a provider that signs them in, and a shop whose customers they ask for. */
@NullMarked
package io.jitjdbc.examples.sample;

import org.jspecify.annotations.NullMarked;
