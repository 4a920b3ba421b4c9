package io.jitjdbc.audit.recording.retention;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jitjdbc.audit.recording.format.LedgerEntry;
import io.jitjdbc.audit.recording.format.LedgerLine;
import io.jitjdbc.audit.recording.format.LedgerReader;
import io.jitjdbc.audit.recording.format.LedgerSigner;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LedgerText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** What is done to a log later, signed for before it is done. */
final class RetentionLedger {
  private final LogFiles log;

  RetentionLedger(LogFiles log) {
    this.log = log;
  }

  /** Whether the last word about it says that nothing may be deleted. */
  boolean isHeld() throws IOException, MalformedLogException {
    boolean isHeld = false;
    for (String line : LedgerText.of(log.retention()).lines()) {
      if (LedgerReader.of(line).line().entry() instanceof LedgerEntry.Hold hold) {
        isHeld = hold.on();
      }
    }
    return isHeld;
  }

  /** Signs an entry and keeps it on disk before it returns. */
  void add(LedgerEntry entry, LedgerSigner signer, InstantSource clock) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                log.retention(),
                Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND));
        FileLock lock = channel.lock()) {
      LedgerText text = LedgerText.of(log.retention());
      if (!text.rest().isEmpty() || !lock.isValid()) {
        throw new IOException(
            log.retention() + " ends inside a line: look at it before anything else is deleted");
      }
      List<String> lines = text.lines();
      String previous = lines.isEmpty() ? "" : LedgerLine.digest(lines.get(lines.size() - 1));
      var line = new LedgerLine(log.log(), lines.size(), previous, clock.millis(), entry);
      ByteBuffer bytes = ByteBuffer.wrap((signer.sign(line) + '\n').getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
