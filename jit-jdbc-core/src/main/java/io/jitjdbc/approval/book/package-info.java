/**
 * Approvals over a book of requests: wherever the book is kept, the steps are the same, and each
 * counts once.
 */
@NullMarked
package io.jitjdbc.approval.book;

import org.jspecify.annotations.NullMarked;
