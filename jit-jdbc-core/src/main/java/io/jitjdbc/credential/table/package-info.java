/** The leases of a control plane in a table that all of its instances share. */
@NullMarked
package io.jitjdbc.credential.table;

import org.jspecify.annotations.NullMarked;
