/**
 * People are asked by tickets in Jira, and answer there: by the approval of a service request, or
 * by moving an issue.
 */
@NullMarked
package io.jitjdbc.approval.jira;

import org.jspecify.annotations.NullMarked;
