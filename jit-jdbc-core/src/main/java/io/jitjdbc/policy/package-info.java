/** Decisions: may this subject do this, and under which obligations. */
@NullMarked
package io.jitjdbc.policy;

import org.jspecify.annotations.NullMarked;
