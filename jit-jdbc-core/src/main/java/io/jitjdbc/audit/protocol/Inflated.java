package io.jitjdbc.audit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.text.ParseException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A body as text. A few bytes can be the start of gigabytes: it stops at a limit. */
final class Inflated {
  private Inflated() {}

  /**
   * Empty if it is longer than the limit.
   *
   * @param encoding the header's value: empty, {@code identity} or {@code gzip}
   * @throws ParseException if it is no text of that encoding
   */
  static Optional<String> text(String encoding, byte[] body, int most) throws ParseException {
    byte[] bytes =
        switch (encoding) {
          case "", "identity" -> body;
          case "gzip" -> inflate(body, most);
          default -> throw new ParseException("Content-Encoding must be gzip, or not be there", 0);
        };
    if (bytes.length > most) {
      return Optional.empty();
    }
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new ParseException("the body must be UTF-8", 0);
    }
  }

  private static byte[] inflate(byte[] body, int most) throws ParseException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readNBytes(most + 1);
    } catch (IOException e) {
      throw new ParseException("the body must be what Content-Encoding says", 0);
    }
  }
}
