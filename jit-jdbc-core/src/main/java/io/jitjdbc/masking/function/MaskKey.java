package io.jitjdbc.masking.function;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The secret key of a mask function. It comes from a file or from the environment; the policy has
 * no place for it.
 */
final class MaskKey {
  static final Setting<Path> FILE =
      Setting.of("key.file", Kind.FILE, "a file that holds the key, at least 16 bytes");
  static final Setting<String> ENV =
      Setting.of("key.env", Kind.TEXT, "the environment variable that holds the key");

  private static final int SHORTEST = 16;
  private static final int LONGEST = 4096;

  private final String function;
  private final Function<String, @Nullable String> environment;

  MaskKey(String function, Function<String, @Nullable String> environment) {
    this.function = function;
    this.environment = environment;
  }

  /** Whether it is said where the key is; does not look there. */
  void check(SettingValues values) {
    if (values.find(FILE).isPresent() == values.find(ENV).isPresent()) {
      throw new InvalidSettingException(
          "mask function " + function + " needs its key from either key.file or key.env");
    }
  }

  /** The bytes of the key. */
  byte[] of(SettingValues values) {
    check(values);
    Optional<Path> file = values.find(FILE);
    byte[] key = file.isPresent() ? read(file.get()) : variable(values.get(ENV));
    if (key.length < SHORTEST || key.length > LONGEST) {
      throw new InvalidSettingException(
          String.format(
              Locale.ROOT,
              "the key of mask function %s must have %d to %d bytes",
              function,
              SHORTEST,
              LONGEST));
    }
    return key;
  }

  private byte[] read(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      // Read byte for byte as Latin-1: a final line break is an editor's, all the rest is key.
      String bytes = new String(input.readNBytes(LONGEST + 2), ISO_8859_1);
      return bytes.replaceFirst("\\r?\\n\\z", "").getBytes(ISO_8859_1);
    } catch (IOException e) {
      throw new InvalidSettingException(
          String.format(
              Locale.ROOT,
              "the key file of mask function %s cannot be read: %s",
              function,
              e.getClass().getSimpleName()));
    }
  }

  private byte[] variable(String name) {
    String text = environment.apply(name);
    if (text == null) {
      throw new InvalidSettingException(
          "key.env of mask function "
              + function
              + " names an environment variable that is not set");
    }
    return text.getBytes(UTF_8);
  }
}
