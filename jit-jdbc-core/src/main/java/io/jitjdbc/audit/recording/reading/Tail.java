package io.jitjdbc.audit.recording.reading;

import io.jitjdbc.audit.recording.format.Checksums;
import io.jitjdbc.audit.recording.format.Extent;
import io.jitjdbc.audit.recording.format.LedgerEntry;
import io.jitjdbc.audit.recording.format.LedgerLine;
import io.jitjdbc.audit.recording.format.LedgerReader;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * How a log ends, as its files say and nobody has verified.
 *
 * @param isSealed whether its writer ended it in good order
 * @param entry what another log's ledger says of that end
 */
public record Tail(boolean isSealed, LedgerEntry.Predecessor entry) {
  private static final int BUFFER = 1 << 16;

  /**
   * Of a log to which nobody writes.
   *
   * @throws MalformedLogException if its ledger's end cannot be read
   */
  public static Tail of(LogFiles log) throws IOException, MalformedLogException {
    List<String> lines = LedgerText.of(log.ledger()).lines();
    if (lines.isEmpty()) {
      throw new MalformedLogException("its ledger is empty");
    }
    List<Integer> segments = LogDirectories.segments(log);
    int last = segments.isEmpty() ? 1 : segments.get(segments.size() - 1);
    Path file = log.segment(last);
    long bytes = Files.exists(file) ? Files.size(file) : 0;
    var entry =
        new LedgerEntry.Predecessor(
            log.log(),
            lines.size(),
            LedgerLine.digest(lines.get(lines.size() - 1)),
            last,
            bytes,
            bytes == 0 ? "" : digest(file, signedBytes(lines, last)));
    return new Tail(isSealed(lines), entry);
  }

  /**
   * What can be said now of what was noted: of as many lines, and of the same segment.
   *
   * @throws MalformedLogException if its ledger cannot be read
   */
  public static LedgerEntry.Predecessor noted(LogFiles log, LedgerEntry.Predecessor noted)
      throws IOException, MalformedLogException {
    List<String> all = LedgerText.of(log.ledger()).lines();
    Path file = log.segment(noted.segment());
    long bytes = Files.exists(file) ? Files.size(file) : 0;
    String last = all.isEmpty() ? "" : LedgerLine.digest(all.get(all.size() - 1));
    String tail = bytes == 0 ? "" : digest(file, signedBytes(all, noted.segment()));
    boolean wasRetired = bytes == 0 && Files.exists(log.retention());
    return new LedgerEntry.Predecessor(
        log.log(),
        all.size(),
        last,
        noted.segment(),
        wasRetired ? noted.bytes() : bytes,
        wasRetired ? noted.tail() : tail);
  }

  private static boolean isSealed(List<String> lines) throws MalformedLogException {
    LedgerEntry last = LedgerReader.of(lines.get(lines.size() - 1)).line().entry();
    return last instanceof LedgerEntry.Seal seal && seal.next().isEmpty();
  }

  /** Up to where the ledger has signed for that segment. */
  static long signedBytes(List<String> lines, int segment) throws MalformedLogException {
    for (int i = lines.size() - 1; i >= 0; i--) {
      LedgerEntry entry = LedgerReader.of(lines.get(i)).line().entry();
      if (entry instanceof LedgerEntry.Checkpoint checkpoint) {
        Extent extent = checkpoint.extent();
        return extent.segment() == segment ? extent.bytes() : 0;
      }
      if (entry instanceof LedgerEntry.Seal seal) {
        return seal.extent().segment() == segment ? seal.extent().bytes() : 0;
      }
    }
    return 0;
  }

  /** Of a file's bytes from there on. */
  static String digest(Path file, long from) throws IOException {
    MessageDigest sha256 = Checksums.sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      in.skip(from);
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
    }
    return Checksums.text(sha256.digest());
  }
}
