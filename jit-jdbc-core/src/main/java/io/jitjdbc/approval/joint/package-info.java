/** Several approval services behind one: each is asked, and the first complete quorum wins. */
@NullMarked
package io.jitjdbc.approval.joint;

import org.jspecify.annotations.NullMarked;
