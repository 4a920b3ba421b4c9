package io.jitjdbc.audit.recording.reading;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.jitjdbc.audit.recording.format.FrameCipher;
import io.jitjdbc.audit.recording.format.FrameOpener;
import io.jitjdbc.audit.recording.format.KeyEnvelope;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.format.SegmentHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;

/** Private keys with which encrypted recordings are read. Immutable. */
public final class ReadingKeys {
  /** What is encrypted stays so. */
  public static final ReadingKeys NONE = new ReadingKeys(List.of());

  private final List<JWK> keys;

  private ReadingKeys(List<JWK> keys) {
    this.keys = keys;
  }

  /**
   * The private keys of a JWK, or of a set.
   *
   * @throws ParseException if it is neither; the message does not quote it
   */
  public static ReadingKeys of(String jwk) throws ParseException {
    try {
      List<JWK> all =
          jwk.contains("\"keys\"") ? JWKSet.parse(jwk).getKeys() : List.of(JWK.parse(jwk));
      return new ReadingKeys(
          all.stream().filter(JWK::isPrivate).filter(KeyEnvelope::isRecipient).toList());
    } catch (ParseException e) {
      throw new ParseException("not a JWK, and not a set of them", 0);
    }
  }

  FrameOpener opener(LogFiles log, SegmentHeader header) throws IOException, MalformedLogException {
    Path file = log.key(header.segment());
    if (!header.key().isEncrypted() || keys.isEmpty() || !Files.exists(file)) {
      return FrameOpener.plain();
    }
    return KeyEnvelope.open(Files.readString(file, US_ASCII), keys)
        .map(key -> FrameOpener.with(new FrameCipher(key, header)))
        .orElseGet(FrameOpener::plain);
  }
}
