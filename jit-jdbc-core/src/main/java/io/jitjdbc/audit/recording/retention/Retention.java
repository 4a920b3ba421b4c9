package io.jitjdbc.audit.recording.retention;

import io.jitjdbc.audit.recording.format.Checksums;
import io.jitjdbc.audit.recording.format.LedgerEntry;
import io.jitjdbc.audit.recording.format.LedgerReader;
import io.jitjdbc.audit.recording.format.LedgerSigner;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LedgerText;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes sealed segments, or the keys of their secret frames, and signs for it first, so that what
 * is left still verifies for whoever trusts the signer. Whoever dies in between leaves a segment
 * that is signed for as deleted, and deletes it the next time. One at a time per log.
 */
public final class Retention {
  private final LedgerSigner signer;
  private final InstantSource clock;

  /** One that signs with that key, which {@code verify} has to trust. */
  public Retention(LedgerSigner signer, InstantSource clock) {
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * A sealed segment that is there.
   *
   * @param root of its Merkle tree
   * @param newest when its last frame was written
   */
  public record Sealed(int segment, String root, Instant newest) {}

  /**
   * The sealed segments whose last frame is older than that; none of a log that is held.
   *
   * @throws MalformedLogException if its ledgers cannot be read
   */
  public static List<Sealed> due(LogFiles log, Instant before)
      throws IOException, MalformedLogException {
    var due = new ArrayList<Sealed>();
    if (new RetentionLedger(log).isHeld()) {
      return due;
    }
    for (String line : LedgerText.of(log.ledger()).lines()) {
      if (LedgerReader.of(line).line().entry() instanceof LedgerEntry.Seal seal) {
        Instant newest = Instant.ofEpochMilli(seal.extent().newest());
        int segment = seal.extent().segment();
        if (newest.isBefore(before) && Files.exists(log.segment(segment))) {
          due.add(new Sealed(segment, seal.extent().root(), newest));
        }
      }
    }
    return due;
  }

  /** Deletes a segment, and its key. */
  public void retire(LogFiles log, Sealed sealed, String rule)
      throws IOException, MalformedLogException {
    requireNotHeld(log);
    var entry = new LedgerEntry.Tombstone(sealed.segment(), sealed.root(), rule);
    new RetentionLedger(log).add(entry, signer, clock);
    Files.deleteIfExists(log.segment(sealed.segment()));
    Files.deleteIfExists(log.key(sealed.segment()));
  }

  /** Deletes a segment's key alone: its events stay, and what was read is gone for everybody. */
  public void shred(LogFiles log, int segment) throws IOException, MalformedLogException {
    requireNotHeld(log);
    byte[] key = Files.readAllBytes(log.key(segment));
    String digest = Checksums.text(Checksums.sha256().digest(key));
    new RetentionLedger(log).add(new LedgerEntry.Shredded(segment, digest), signer, clock);
    Files.delete(log.key(segment));
  }

  /** From now on nothing of the log is deleted, or may be again. */
  public void hold(LogFiles log, boolean on, String reason) throws IOException {
    new RetentionLedger(log).add(new LedgerEntry.Hold(on, reason), signer, clock);
  }

  private static void requireNotHeld(LogFiles log) throws IOException, MalformedLogException {
    if (new RetentionLedger(log).isHeld()) {
      throw new IOException(
          "nothing of " + log.log() + " was deleted: it is held. Release it first");
    }
  }
}
