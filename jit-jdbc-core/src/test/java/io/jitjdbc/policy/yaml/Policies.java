package io.jitjdbc.policy.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.masking.MaskFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The policies of the tests. */
final class Policies {
  static final MaskFunctions FUNCTIONS = MaskFunctions.find();

  static String text(String resource) {
    try (InputStream input = Policies.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(input, resource).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Policy shop() {
    return read(text("good/shop.yaml"));
  }

  static Policy read(String text) {
    return PolicyReader.read("test.yaml", text.getBytes(UTF_8), FUNCTIONS);
  }
}
