package io.jitjdbc.settings;

import java.util.List;

/**
 * Makes one implementation of an SPI. Found by {@link java.util.ServiceLoader}, chosen by name
 * ({@code jit.broker=vault}); its own settings arrive with the prefix stripped ({@code
 * jit.broker.vault.address} is {@code address} here).
 *
 * <p>Implementations are stateless; {@link #name()} and {@link #settings()} are constant.
 */
public interface Provider<T> {

  /** The name in settings: lower case letters, digits and dashes. */
  String name();

  /** Every setting that {@link #create} reads; others are refused before it is called. */
  List<Setting<?>> settings();

  /**
   * Makes an instance; must not connect anywhere yet.
   *
   * @throws InvalidSettingException if a setting is missing or wrong
   */
  T create(SettingValues values);
}
