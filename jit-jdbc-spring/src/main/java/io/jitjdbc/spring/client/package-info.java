/** Puts the driver under a Spring Boot application's connection pools. */
@NullMarked
package io.jitjdbc.spring.client;

import org.jspecify.annotations.NullMarked;
