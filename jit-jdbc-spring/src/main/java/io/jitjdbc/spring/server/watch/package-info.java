/** What somebody should look at: leases, ends and logs that are not as they should be. */
@NullMarked
package io.jitjdbc.spring.server.watch;

import org.jspecify.annotations.NullMarked;
