/** Who people are at the places where they are asked. */
@NullMarked
package io.jitjdbc.approval.people;

import org.jspecify.annotations.NullMarked;
