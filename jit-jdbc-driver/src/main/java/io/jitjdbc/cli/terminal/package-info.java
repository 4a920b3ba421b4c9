/** How text of strangers is printed. */
@NullMarked
package io.jitjdbc.cli.terminal;

import org.jspecify.annotations.NullMarked;
