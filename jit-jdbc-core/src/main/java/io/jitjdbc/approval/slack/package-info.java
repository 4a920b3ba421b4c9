/** Approvals by buttons in Slack, over its Web API and Socket Mode. */
@NullMarked
package io.jitjdbc.approval.slack;

import org.jspecify.annotations.NullMarked;
