/** Audit events as an append-only file of JSON lines. */
@NullMarked
package io.jitjdbc.audit.jsonl;

import org.jspecify.annotations.NullMarked;
