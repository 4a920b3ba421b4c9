/** What pools, Spring and Hibernate see of {@code jdbc:jit:} on every database. */
@NullMarked
package io.jitjdbc.clients;

import org.jspecify.annotations.NullMarked;
