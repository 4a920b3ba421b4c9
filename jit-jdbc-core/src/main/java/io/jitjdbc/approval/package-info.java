/** Access requests and the people who answer them. */
@NullMarked
package io.jitjdbc.approval;

import org.jspecify.annotations.NullMarked;
