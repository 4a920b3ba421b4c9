/** A broker that is the database secrets engine of HashiCorp Vault or OpenBao. */
@NullMarked
package io.jitjdbc.credential.vault;

import org.jspecify.annotations.NullMarked;
