package io.jitjdbc.cli;

import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An approver's own key, in a file of theirs. */
final class SigningKey {
  private SigningKey() {}

  static AnswerSigner read(Path path) {
    try {
      return AnswerSigner.with(Files.readString(path));
    } catch (IOException e) {
      throw new InvalidSettingException(path + " cannot be read: " + e.getClass().getSimpleName());
    }
  }
}
