/** For deployments in which nobody can be asked: whatever needs an approval is refused. */
@NullMarked
package io.jitjdbc.approval.none;

import org.jspecify.annotations.NullMarked;
