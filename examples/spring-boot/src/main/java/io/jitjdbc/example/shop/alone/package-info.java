/** What stands in, while nothing else runs, for a provider, a control plane and its console. */
@NullMarked
package io.jitjdbc.example.shop.alone;

import org.jspecify.annotations.NullMarked;
