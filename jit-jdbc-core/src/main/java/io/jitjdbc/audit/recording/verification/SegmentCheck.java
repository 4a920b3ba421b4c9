package io.jitjdbc.audit.recording.verification;

import io.jitjdbc.audit.recording.format.Extent;
import io.jitjdbc.audit.recording.format.Frame;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MerkleTree;
import io.jitjdbc.audit.recording.reading.SegmentReader;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;

/** Goes through one segment, frame by frame, and holds it against what the ledger signs for. */
final class SegmentCheck {
  /** Nothing is written for so long only where no writer is awake. */
  private static final long SILENCE_MILLIS = 150_000;

  private final Path file;
  private final Findings findings;
  private final Deque<Extent> signed;
  private final boolean isSealed;
  private final MerkleTree tree = new MerkleTree();

  private long sequence;
  private long time;
  private long signedFrames;
  private boolean isTampered;

  SegmentCheck(LogFiles log, int number, SignedExtents extents, Findings findings) {
    this.file = log.segment(number);
    this.findings = findings;
    this.signed = extents.of(number);
    this.isSealed = extents.isSealed(number);
  }

  /**
   * Checks it.
   *
   * @param sequenceBefore of the last frame of the segment before; negative if that is not known
   * @return of its own last frame
   */
  long check(SegmentReader reader, long sequenceBefore) throws IOException {
    sequence = sequenceBefore;
    time = reader.header().created();
    tree.add(reader.headerBytes());
    compare(reader.offset());
    Optional<Frame> frame = isTampered ? Optional.empty() : reader.next();
    while (frame.isPresent()) {
      take(frame.get());
      compare(reader.offset());
      if (isTampered) {
        return sequence;
      }
      frame = reader.next();
    }
    end(reader);
    return sequence;
  }

  /** How many frames are whole, and how many of them are signed for. */
  long frames() {
    return tree.size() - 1;
  }

  long signedFrames() {
    return signedFrames;
  }

  /** When the last of them was written. */
  long lastTime() {
    return time;
  }

  private void take(Frame frame) {
    if (sequence >= 0 && frame.sequence() != sequence + 1) {
      tampered("frame " + frame.sequence() + " follows frame " + sequence);
    }
    sequence = frame.sequence();
    if (frame.time() < time) {
      found(Kind.GAP, "the clock went back by " + (time - frame.time()) + " ms");
    } else if (frame.time() - time > SILENCE_MILLIS) {
      found(Kind.GAP, "nothing was recorded for " + (frame.time() - time) / 1000 + " s before it");
    }
    time = frame.time();
    tree.add(frame.stored());
  }

  private void compare(long offset) {
    while (!signed.isEmpty() && signed.peek().size() <= tree.size() && !isTampered) {
      Extent extent = signed.remove();
      boolean isThis =
          extent.size() == tree.size()
              && extent.bytes() == offset
              && extent.newest() == time
              && (sequence < 0 || extent.sequence() == sequence)
              && extent.root().equals(tree.root());
      if (!isThis) {
        tampered("what was signed for up to here is not what is here");
      }
      signedFrames = tree.size() - 1;
    }
  }

  private void end(SegmentReader reader) {
    boolean isBroken = !reader.fault().isEmpty();
    if (!signed.isEmpty() && !isTampered) {
      tampered(
          (isBroken ? reader.fault() : "the file ends")
              + ", and "
              + (signed.peekLast().size() - tree.size())
              + " frames were signed for after this place");
    } else if (isSealed && (isBroken || frames() > signedFrames)) {
      tampered("something was added after the segment had been sealed");
    } else if (isBroken) {
      found(Kind.TORN, reader.fault() + ": a write that was never acknowledged");
    }
  }

  private void tampered(String message) {
    isTampered = true;
    found(Kind.TAMPERED, message);
  }

  private void found(Kind kind, String message) {
    findings.add(kind, file, "frame " + frames(), message);
  }
}
