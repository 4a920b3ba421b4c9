package io.jitjdbc.approval.webhook;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The keys in force: several while one takes the place of another. */
@FunctionalInterface
interface SharedKeys {
  int MOST = 8;

  /**
   * All of them, never none.
   *
   * @throws RefusedException if they cannot be read
   */
  List<SigningKey> now() throws RefusedException;

  /**
   * Those of a text.
   *
   * @param name of the setting, for messages
   */
  static SharedKeys fixed(String name, String text) {
    List<SigningKey> keys =
        keys(text).orElseThrow(() -> new InvalidSettingException(problem(name)));
    return () -> keys;
  }

  /** Those of a file, which is read at every use. */
  static SharedKeys in(Path file) {
    return () -> {
      try {
        return keys(SecretFile.read(file))
            .orElseThrow(() -> RefusedException.denied(problem(file.getFileName().toString())));
      } catch (IOException e) {
        throw RefusedException.denied(
            "the file of webhook secrets "
                + file.getFileName()
                + " cannot be read ("
                + e.getClass().getSimpleName()
                + ")");
      }
    };
  }

  private static String problem(String where) {
    return where
        + " must hold one to "
        + MOST
        + " secrets, each whsec_ and the base64 of 24 to 64 bytes, with commas or white space between them";
  }

  private static Optional<List<SigningKey>> keys(String text) {
    try {
      List<SigningKey> keys =
          Arrays.stream(text.split("[\\s,]+"))
              .filter(part -> !part.isEmpty())
              .map(SigningKey::parse)
              .toList();
      return keys.isEmpty() || keys.size() > MOST ? Optional.empty() : Optional.of(keys);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
