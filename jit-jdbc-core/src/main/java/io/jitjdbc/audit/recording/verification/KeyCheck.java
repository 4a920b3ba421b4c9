package io.jitjdbc.audit.recording.verification;

import io.jitjdbc.audit.recording.format.Checksums;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.SegmentHeader;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a segment's wrapped key is the one that it was written with. */
final class KeyCheck {
  private KeyCheck() {}

  static void check(LogFiles log, SegmentHeader header, SignedExtents signed, Findings findings)
      throws IOException {
    if (!header.key().isEncrypted()) {
      return;
    }
    Path file = log.key(header.segment());
    if (Files.exists(file)) {
      String digest = Checksums.text(Checksums.sha256().digest(Files.readAllBytes(file)));
      if (!digest.equals(header.key().digest())) {
        findings.add(
            Kind.TAMPERED, file, "", "it is not the key that the segment was written with");
      }
    } else if (signed.isShredded(header.segment())) {
      findings.add(Kind.NOTE, file, "", "shredded: what it encrypts can be read by nobody");
    } else {
      findings.add(Kind.GAP, file, "", "it is missing, and nobody signed for that");
    }
  }
}
