/** The starter on Spring Boot 3.5. */
@NullMarked
package io.jitjdbc.example.boot3;

import org.jspecify.annotations.NullMarked;
