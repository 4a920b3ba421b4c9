package io.jitjdbc.policy.yaml;

import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads a policy file, bounded. A file that is not wholly valid is refused with all its errors. */
final class PolicyLoader {
  private static final int MOST_BYTES = 1 << 20;

  private final Path file;
  private final MaskFunctions functions;

  /** What was read, and how the file looked before. */
  record Loaded(Policy policy, FileStamp stamp) {}

  PolicyLoader(Path file, MaskFunctions functions) {
    this.file = file;
    this.functions = functions;
  }

  FileStamp stamp() {
    try {
      return FileStamp.of(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  Loaded load() {
    // Stamp first: a file that changes while it is read looks changed at the next check.
    FileStamp stamp = stamp();
    // Not Files.newInputStream, which fails when the thread that happens to look is interrupted.
    try (InputStream input = new FileInputStream(file.toFile())) {
      byte[] bytes = input.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new InvalidSettingException("policy " + file + " is larger than 1 MiB");
      }
      return new Loaded(PolicyReader.read(file.toString(), bytes, functions), stamp);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InvalidSettingException unreadable(IOException cause) {
    return new InvalidSettingException(
        "policy " + file + " cannot be read: " + cause.getClass().getSimpleName());
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
