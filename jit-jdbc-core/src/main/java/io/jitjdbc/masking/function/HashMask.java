package io.jitjdbc.masking.function;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Strictness;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code hash}: equal values are shown as equal tokens that tell nothing else, so that columns
 * under one key still join, group and count. A text becomes {@link io.jitjdbc.masking.Hidden#TEXT}
 * and 128 bits of HMAC-SHA-256, bytes become the 32 bytes of it. Every other type is null: it has
 * no room for a token without false matches.
 *
 * <p>The key comes from a file or from the environment; the policy has no place for it. Whoever
 * holds the key can test guesses: keep it from those who see the tokens.
 */
public final class HashMask implements ColumnMaskProvider {
  private static final Setting<Path> KEY_FILE =
      Setting.of("key.file", Kind.FILE, "a file that holds the key, at least 16 bytes");
  private static final Setting<String> KEY_ENV =
      Setting.of("key.env", Kind.TEXT, "the environment variable that holds the key");

  private static final int SHORTEST_KEY = 16;
  private static final int LONGEST_KEY = 4096;

  private final Function<String, @Nullable String> environment;

  /** For {@link java.util.ServiceLoader}. */
  public HashMask() {
    this(System::getenv);
  }

  HashMask(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "hash";
  }

  @Override
  public Strictness strictness() {
    return Strictness.TOKEN;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(KEY_FILE, KEY_ENV);
  }

  @Override
  public ColumnMask create(SettingValues values) {
    Optional<Path> file = values.find(KEY_FILE);
    Optional<String> variable = values.find(KEY_ENV);
    if (file.isPresent() == variable.isPresent()) {
      throw new InvalidSettingException(
          "mask function hash needs its key from either key.file or key.env");
    }
    byte[] key = file.isPresent() ? read(file.get()) : variable(variable.orElseThrow());
    if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
      throw new InvalidSettingException(
          String.format(
              Locale.ROOT,
              "the key of mask function hash must have %d to %d bytes",
              SHORTEST_KEY,
              LONGEST_KEY));
    }
    return new KeyedHash(key);
  }

  private static byte[] read(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      // Read byte for byte as Latin-1: a final line break is an editor's, all the rest is key.
      String bytes = new String(input.readNBytes(LONGEST_KEY + 2), ISO_8859_1);
      return bytes.replaceFirst("\\r?\\n\\z", "").getBytes(ISO_8859_1);
    } catch (IOException e) {
      throw new InvalidSettingException(
          "the key file of mask function hash cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private byte[] variable(String name) {
    String text = environment.apply(name);
    if (text == null) {
      throw new InvalidSettingException(
          "key.env of mask function hash names an environment variable that is not set");
    }
    return text.getBytes(UTF_8);
  }
}
