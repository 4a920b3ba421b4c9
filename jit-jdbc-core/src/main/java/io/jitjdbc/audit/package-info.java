/** The record of what was asked, decided, approved and read. */
@NullMarked
package io.jitjdbc.audit;

import org.jspecify.annotations.NullMarked;
