package io.jitjdbc.approval.book;

import io.jitjdbc.approval.posting.PostingBook;
import io.jitjdbc.settings.Provider;

/** Makes a channel for a host that keeps the requests itself. */
public interface ChannelProvider extends Provider<ChannelProvider.Opening> {

  /** A channel that waits for a book. */
  @FunctionalInterface
  interface Opening {

    /**
     * The channel for the requests of that book. Connects to nothing yet.
     *
     * @param postings where it keeps what it posted, shared by all who share the book
     */
    Channel over(RequestBook book, PostingBook postings);
  }
}
