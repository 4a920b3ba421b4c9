package io.jitjdbc.audit.recording.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * An entry at its place in the chain.
 *
 * @param log name of the log
 * @param number which line it is, from 0
 * @param previous digest of the line before; empty for the first
 * @param time milliseconds since the epoch at which it was signed
 */
public record LedgerLine(String log, long number, String previous, long time, LedgerEntry entry) {

  /** The digest by which the next line names a line. */
  public static String digest(String jws) {
    return Checksums.text(Checksums.sha256().digest(jws.getBytes(US_ASCII)));
  }
}
