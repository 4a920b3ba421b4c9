package io.jitjdbc.audit.recording;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jitjdbc.audit.recording.format.LedgerEntry;
import io.jitjdbc.audit.recording.format.LedgerLine;
import io.jitjdbc.audit.recording.format.LedgerSigner;
import io.jitjdbc.audit.recording.format.LogFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A ledger that is being written. */
final class LedgerFile implements Closeable {
  private final String log;
  private final FileChannel channel;
  private LedgerSigner signer;
  private String previous = "";
  private long number;

  private LedgerFile(String log, FileChannel channel, LedgerSigner signer) {
    this.log = log;
    this.channel = channel;
    this.signer = signer;
  }

  /** Begins one whose first line that one signs. */
  static LedgerFile create(LogFiles files, LedgerSigner signer) throws IOException {
    return new LedgerFile(files.log(), OwnFiles.create(files.ledger()), signer);
  }

  /** The lines that follow are signed by that one. */
  void signedBy(LedgerSigner next) {
    signer = next;
  }

  long lines() {
    return number;
  }

  /** Signs an entry and keeps it on disk before it returns. */
  void add(LedgerEntry entry, long now) throws IOException {
    String jws = signer.sign(new LedgerLine(log, number, previous, now, entry));
    ByteBuffer line = ByteBuffer.wrap((jws + '\n').getBytes(US_ASCII));
    OwnFiles.write(channel, line);
    channel.force(false);
    previous = LedgerLine.digest(jws);
    number++;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
