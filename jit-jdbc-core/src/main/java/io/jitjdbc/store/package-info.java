/**
 * A database where several processes keep what they share: its settings, its connection, and its
 * tables, which are made and changed by us.
 */
@NullMarked
package io.jitjdbc.store;

import org.jspecify.annotations.NullMarked;
