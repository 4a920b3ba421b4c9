package io.jitjdbc.examples.quickstart;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Text out of a stream. */
final class Texts {
  private Texts() {}

  static String of(Reader reader) {
    var text = new StringWriter();
    try (reader) {
      reader.transferTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
