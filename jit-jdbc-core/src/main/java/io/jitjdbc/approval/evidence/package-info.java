/** Signatures over answers that a book keeps: who makes them, and which of them count. */
@NullMarked
package io.jitjdbc.approval.evidence;

import org.jspecify.annotations.NullMarked;
