/** Proves from a statement's syntax tree and the catalog where every output comes from. */
@NullMarked
package io.jitjdbc.sql.lineage;

import org.jspecify.annotations.NullMarked;
