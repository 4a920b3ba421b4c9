package io.jitjdbc.audit.recording.format;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The Merkle tree of RFC 9162, section 2.1, over what a segment holds, of which only the roots of
 * whole subtrees are kept: as many as the number of leaves has ones. Used by one thread at a time.
 */
public final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** Roots of whole subtrees, the smallest first. */
  private final Deque<byte[]> roots = new ArrayDeque<>();

  private final MessageDigest sha256 = Checksums.sha256();
  private long size;

  /** How many leaves it has. */
  public long size() {
    return size;
  }

  /** Adds a leaf behind the others. */
  public void add(ByteBuffer leaf) {
    sha256.update(LEAF);
    sha256.update(leaf);
    byte[] root = sha256.digest();
    // Each trailing one of the old size is a whole tree that is as large as the new one.
    for (long trees = size; (trees & 1) == 1; trees >>= 1) {
      root = node(roots.pop(), root);
    }
    roots.push(root);
    size++;
  }

  /** The root over all leaves so far, as ledgers write it. */
  public String root() {
    if (size == 0) {
      return Checksums.text(sha256.digest());
    }
    Iterator<byte[]> smallestFirst = roots.iterator();
    byte[] root = smallestFirst.next();
    while (smallestFirst.hasNext()) {
      root = node(smallestFirst.next(), root);
    }
    return Checksums.text(root);
  }

  private byte[] node(byte[] left, byte[] right) {
    sha256.update(NODE);
    sha256.update(left);
    return sha256.digest(right);
  }
}
