package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.recording.format.LedgerSigner;
import io.jitjdbc.audit.recording.verification.Trust;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/** Reads the files that are named on the command line; messages never quote them. */
final class KeyFiles {
  private KeyFiles() {}

  static Trust trust(Optional<Path> file) {
    return file.map(KeyFiles::trust).orElse(Trust.NOBODY);
  }

  private static Trust trust(Path file) {
    try {
      Trust trust = Trust.of(text(file));
      if (trust.isPinned()) {
        return trust;
      }
    } catch (ParseException e) {
      // Said below.
    }
    throw new InvalidSettingException(
        file + " has to hold a JWK set with EC keys on P-256: those that may sign");
  }

  static LedgerSigner signer(Path file) {
    try {
      return LedgerSigner.parse(text(file));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          file + " has to hold a private EC key on P-256 as a JWK, with a kid");
    }
  }

  /** The lines of a file that hold anything. */
  static List<String> lines(Optional<Path> file) {
    return file.map(path -> text(path).lines().map(String::strip).toList()).orElse(List.of());
  }

  static String text(Path file) {
    try {
      return SecretFile.read(file);
    } catch (IOException e) {
      throw new InvalidSettingException(String.valueOf(e.getMessage()));
    }
  }
}
