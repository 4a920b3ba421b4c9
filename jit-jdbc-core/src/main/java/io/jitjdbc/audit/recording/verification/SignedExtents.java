package io.jitjdbc.audit.recording.verification;

import io.jitjdbc.audit.recording.format.Extent;
import io.jitjdbc.audit.recording.format.LedgerEntry.Seal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a ledger signs for, segment by segment, in the order of the signatures. */
final class SignedExtents {
  private final Map<Integer, Deque<Extent>> bySegment = new HashMap<>();
  private final Map<Integer, Seal> seals = new HashMap<>();
  private final Set<Integer> shredded = new HashSet<>();
  private final Set<Integer> retired = new HashSet<>();
  private long lastSignedAt;
  private int last;
  private boolean isClosed;

  void add(Extent extent, long signedAt) {
    bySegment.computeIfAbsent(extent.segment(), key -> new ArrayDeque<>()).add(extent);
    last = Math.max(last, extent.segment());
    lastSignedAt = signedAt;
  }

  void seal(Seal seal, long signedAt) {
    add(seal.extent(), signedAt);
    seals.put(seal.extent().segment(), seal);
    isClosed = seal.next().isEmpty();
  }

  void shred(int segment) {
    shredded.add(segment);
  }

  void retire(int segment) {
    retired.add(segment);
  }

  /** What is signed for in that segment, the least first. */
  Deque<Extent> of(int segment) {
    return new ArrayDeque<>(bySegment.getOrDefault(segment, new ArrayDeque<>()));
  }

  boolean isSealed(int segment) {
    return seals.containsKey(segment);
  }

  String sealedRoot(int segment) {
    Seal seal = seals.get(segment);
    return seal == null ? "" : seal.extent().root();
  }

  boolean isShredded(int segment) {
    return shredded.contains(segment);
  }

  boolean isRetired(int segment) {
    return retired.contains(segment);
  }

  /** Whether the log was ended in good order. */
  boolean isClosed() {
    return isClosed;
  }

  /** The last segment that is signed for; 0 if none is. */
  int last() {
    return last;
  }

  long lastSignedAt() {
    return lastSignedAt;
  }
}
