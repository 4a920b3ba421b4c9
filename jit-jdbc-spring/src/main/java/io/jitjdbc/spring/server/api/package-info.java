/** The protocols that drivers speak: requests of people, audit, and who calls. */
@NullMarked
package io.jitjdbc.spring.server.api;

import org.jspecify.annotations.NullMarked;
