package io.jitjdbc.credential;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.SecretFile;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A password that an operator gave to a broker: as text, or in a file that is read at every use and
 * so may be rotated. Immutable; a class and not a record, because a record prints its fields.
 */
public final class StandingPassword {
  /** The password itself. */
  public static final Setting<String> PASSWORD =
      Setting.secret("password", "The password that belongs to user.");

  /** The password's file. */
  public static final Setting<Path> PASSWORD_FILE =
      Setting.of(
          "password.file",
          Kind.FILE,
          "A file that holds the password, instead of password; read at every use.");

  private final String text;
  private final @Nullable Path file;

  private StandingPassword(String text, @Nullable Path file) {
    this.text = text;
    this.file = file;
  }

  /**
   * The password by its settings.
   *
   * @throws InvalidSettingException if both or none of them is given
   */
  public static StandingPassword from(SettingValues values) {
    Path file = values.find(PASSWORD_FILE).orElse(null);
    if (file == null) {
      return new StandingPassword(values.get(PASSWORD), null);
    }
    if (values.find(PASSWORD).isPresent()) {
      throw new InvalidSettingException(
          "password and password.file of a broker are both given; keep the one that is meant");
    }
    return new StandingPassword("", file);
  }

  /**
   * The password, for a database driver and for nothing else.
   *
   * @throws RefusedException {@code 08001} if its file cannot be read
   */
  public String reveal() throws RefusedException {
    if (file == null) {
      return text;
    }
    try {
      return SecretFile.read(file);
    } catch (IOException e) {
      throw new RefusedException(
          SqlState.UNREACHABLE,
          "No lease: the broker's password.file cannot be read (" + e.getMessage() + ").");
    }
  }

  @Override
  public String toString() {
    return "password=***";
  }
}
