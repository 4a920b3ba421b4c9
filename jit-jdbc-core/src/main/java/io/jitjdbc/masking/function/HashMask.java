package io.jitjdbc.masking.function;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Strictness;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.util.List;
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
  private static final String NAME = "hash";

  private final MaskKey key;

  /** For {@link java.util.ServiceLoader}. */
  public HashMask() {
    this(System::getenv);
  }

  HashMask(Function<String, @Nullable String> environment) {
    this.key = new MaskKey(NAME, environment);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Strictness strictness() {
    return Strictness.TOKEN;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(MaskKey.FILE, MaskKey.ENV);
  }

  @Override
  public void check(SettingValues values) {
    key.check(values);
  }

  @Override
  public ColumnMask create(SettingValues values) {
    return new KeyedHash(key.of(values));
  }
}
