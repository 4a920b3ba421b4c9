/** Audit events in the form of the Open Cybersecurity Schema Framework. */
@NullMarked
package io.jitjdbc.audit.ocsf;

import org.jspecify.annotations.NullMarked;
