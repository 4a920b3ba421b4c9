/** Tests of policies: what a subject reads through a repository, and how. */
@NullMarked
package io.jitjdbc.spring.testing;

import org.jspecify.annotations.NullMarked;
