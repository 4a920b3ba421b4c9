package io.jitjdbc.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a secret that is kept in a file, anew at every use, so that a rotated one is seen at once.
 */
public final class SecretFile {
  private static final int MOST_BYTES = 64 * 1024;

  private SecretFile() {}

  /**
   * The file's text without the white space around it; never empty.
   *
   * @throws IOException if there is no such text; the message names the file and never quotes it
   */
  public static String read(Path file) throws IOException {
    String text = new String(bytes(file), StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      throw new IOException(file + " is empty");
    }
    return text;
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(file + " is larger than 64 KiB");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist", e);
    }
  }
}
