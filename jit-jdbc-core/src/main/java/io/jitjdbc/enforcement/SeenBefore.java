package io.jitjdbc.enforcement;

/**
 * Whether a text came by not long ago; wrong now and then, in both ways. Threads that meet here at
 * most forget what the other one saw.
 */
final class SeenBefore {
  private static final int PLACES = 256;

  private final int[] hashes = new int[PLACES];

  /** Whether it did, and from now on it has. */
  boolean before(String text) {
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> Short.SIZE)) & (PLACES - 1);
    boolean seen = hashes[place] == hash;
    hashes[place] = hash;
    return seen;
  }
}
