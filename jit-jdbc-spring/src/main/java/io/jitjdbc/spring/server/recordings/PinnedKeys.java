package io.jitjdbc.spring.server.recordings;

import io.jitjdbc.audit.recording.reading.ReadingKeys;
import io.jitjdbc.audit.recording.verification.Trust;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;

/** Keys of files that settings name. Messages name the setting, and never quote the file. */
final class PinnedKeys {
  private PinnedKeys() {}

  /** Nobody where no file is named. */
  static Trust trust(String setting, String file) {
    if (file.isBlank()) {
      return Trust.NOBODY;
    }
    try {
      Trust trust = Trust.of(text(setting, file));
      if (trust.isPinned()) {
        return trust;
      }
    } catch (ParseException e) {
      // Said below.
    }
    throw new InvalidSettingException(
        setting + " has to name a file with a JWK set of EC keys on P-256: those that may sign");
  }

  /** None where no file is named. */
  static ReadingKeys reading(String setting, String file) {
    if (file.isBlank()) {
      return ReadingKeys.NONE;
    }
    try {
      return ReadingKeys.of(text(setting, file));
    } catch (ParseException e) {
      throw new InvalidSettingException(
          setting + " has to name a file with a private key as a JWK, or a set of them");
    }
  }

  private static String text(String setting, String file) {
    try {
      return SecretFile.read(Path.of(file));
    } catch (IOException e) {
      throw new InvalidSettingException(setting + " cannot be read: " + e.getMessage());
    }
  }
}
