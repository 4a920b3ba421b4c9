/**
 * Approvals without a connection to whoever approves: a request becomes a file, the answer is a
 * text that its key vouches for.
 */
@NullMarked
package io.jitjdbc.approval.offline;

import org.jspecify.annotations.NullMarked;
