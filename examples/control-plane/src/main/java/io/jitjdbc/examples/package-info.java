/** What the jar starts. */
@NullMarked
package io.jitjdbc.examples;

import org.jspecify.annotations.NullMarked;
