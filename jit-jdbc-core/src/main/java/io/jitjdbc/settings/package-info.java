/** Typed declarations of settings, and the providers that are chosen by name from them. */
@NullMarked
package io.jitjdbc.settings;

import org.jspecify.annotations.NullMarked;
