/** What was posted about requests, and where: messages that have to be changed later. */
@NullMarked
package io.jitjdbc.approval.notice;

import org.jspecify.annotations.NullMarked;
