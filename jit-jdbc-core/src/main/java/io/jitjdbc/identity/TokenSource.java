package io.jitjdbc.identity;

import io.jitjdbc.access.RefusedException;

/**
 * Where a token comes from when the connection presents none. Thread-safe.
 *
 * <p>What it gives is verified like a presented one: a source is not believed.
 */
public interface TokenSource extends AutoCloseable {

  /**
   * The token to use now; may block on the network, on a command or on a person.
   *
   * @throws RefusedException {@code 28000} if there is none, {@code 08001} if it cannot be had at
   *     this moment, {@code 57014} if the thread was interrupted
   */
  PresentedToken token() throws RefusedException;

  /**
   * Told that a token it gave was refused, so that it does not keep giving it.
   *
   * @return whether {@link #token()} is worth another try at once
   */
  default boolean discard(PresentedToken refused) {
    return false;
  }

  @Override
  default void close() {}
}
