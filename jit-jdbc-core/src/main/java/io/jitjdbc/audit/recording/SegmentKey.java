package io.jitjdbc.audit.recording;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.jwk.JWK;
import io.jitjdbc.audit.recording.format.Checksums;
import io.jitjdbc.audit.recording.format.KeyEnvelope;
import io.jitjdbc.audit.recording.format.KeyNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A new key for one segment, which is forgotten here when that is full. */
final class SegmentKey {
  private static final int KEY_BYTES = 32;

  private final Optional<SecretKey> secret;
  private final byte[] envelope;
  private final KeyNote note;

  private SegmentKey(Optional<SecretKey> secret, byte[] envelope, KeyNote note) {
    this.secret = secret;
    this.envelope = envelope;
    this.note = note;
  }

  /** For those recipients; none without any. */
  static SegmentKey fresh(List<JWK> recipients) {
    if (recipients.isEmpty()) {
      return new SegmentKey(Optional.empty(), new byte[0], KeyNote.NONE);
    }
    var random = new SecureRandom();
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    var key = new SecretKeySpec(bytes, "AES");
    byte[] envelope = KeyEnvelope.seal(key, recipients).getBytes(US_ASCII);
    String digest = Checksums.text(Checksums.sha256().digest(envelope));
    return new SegmentKey(Optional.of(key), envelope, new KeyNote(digest, random.nextInt()));
  }

  Optional<SecretKey> secret() {
    return secret;
  }

  KeyNote note() {
    return note;
  }

  /** Writes what only recipients can open. */
  void write(Path file) throws IOException {
    if (envelope.length > 0) {
      try (FileChannel channel = OwnFiles.create(file)) {
        OwnFiles.write(channel, ByteBuffer.wrap(envelope));
        channel.force(true);
      }
    }
  }
}
