/** What drivers bring to the audit inbox, kept and found again. */
@NullMarked
package io.jitjdbc.spring.server.audit;

import org.jspecify.annotations.NullMarked;
