/** What was posted about requests, and where: messages that have to be changed later. */
@NullMarked
package io.jitjdbc.approval.posting;

import org.jspecify.annotations.NullMarked;
