package io.jitjdbc.settings;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * The text given for a group of settings, read by declaration. Immutable.
 *
 * <p>Messages name the full setting and what it expects, and never repeat the value: it may be a
 * secret in the wrong place.
 */
public final class SettingValues {
  private final String prefix;
  private final Map<String, String> texts;

  private SettingValues(String prefix, Map<String, String> texts) {
    this.prefix = requireNonNull(prefix);
    this.texts = Map.copyOf(texts);
  }

  /** Values by setting name without the prefix; the prefix is for messages only. */
  public static SettingValues of(String prefix, Map<String, String> texts) {
    return new SettingValues(prefix, texts);
  }

  /** The setting's full name, for messages: {@code jit.subject.oidc.issuer}. */
  public String nameOf(Setting<?> setting) {
    return prefix + setting.name();
  }

  /**
   * The value, or its default.
   *
   * @throws InvalidSettingException if there is neither, or the text cannot be read
   */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () ->
                new InvalidSettingException(
                    prefix + setting.name() + " is required: " + setting.description()));
  }

  /**
   * The value or its default, if there is either.
   *
   * @throws InvalidSettingException if the text cannot be read
   */
  public <T> Optional<T> find(Setting<T> setting) {
    String text = texts.getOrDefault(setting.name(), setting.defaultText());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(setting.kind().parser().apply(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          prefix + setting.name() + " cannot be read: expected " + setting.kind().expects());
    }
  }

  @Override
  public String toString() {
    return prefix + texts.keySet();
  }
}
