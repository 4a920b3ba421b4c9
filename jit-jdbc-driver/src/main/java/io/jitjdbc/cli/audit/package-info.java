/** The command line for whoever reads the record. */
@NullMarked
package io.jitjdbc.cli.audit;

import org.jspecify.annotations.NullMarked;
