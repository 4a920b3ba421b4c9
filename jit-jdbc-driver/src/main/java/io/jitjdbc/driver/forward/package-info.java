/**
 * Plain forwarding for the JDBC interfaces, so that a subclass holds only what it decides, wraps or
 * refuses.
 *
 * <p>No class here has a field or a branch. What forwarding would get wrong stays out: {@code
 * unwrap} and {@code isWrapperFor} are abstract, because handing out an object is a decision, and
 * {@code equals}, {@code hashCode} and {@code toString} are {@link java.lang.Object}'s, because the
 * delegate's would break symmetry and name the delegate. A method that a later JDBC version adds
 * runs its default on the subclass, hence through its decisions, and never reaches the delegate
 * unseen.
 *
 * <p>The classes are {@link org.jspecify.annotations.NullUnmarked}: {@code java.sql} does not say
 * what may be null.
 */
@NullMarked
package io.jitjdbc.driver.forward;

import org.jspecify.annotations.NullMarked;
