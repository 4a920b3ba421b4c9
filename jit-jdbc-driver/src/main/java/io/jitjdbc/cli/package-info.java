/** The command line of approvers and operators. */
@NullMarked
package io.jitjdbc.cli;

import org.jspecify.annotations.NullMarked;
