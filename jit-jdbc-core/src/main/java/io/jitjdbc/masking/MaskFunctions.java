package io.jitjdbc.masking;

import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.settings.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The mask functions that were found, by name. Immutable: what was there when it was made stays, so
 * that a policy means the same on every thread.
 */
public final class MaskFunctions {
  private final Map<String, ColumnMaskProvider> byName = new TreeMap<>();
  private final Set<String> ambiguous = new TreeSet<>();
  private final boolean isElsewhere;

  private MaskFunctions(Collection<? extends ColumnMaskProvider> providers, boolean isElsewhere) {
    this.isElsewhere = isElsewhere;
    for (ColumnMaskProvider provider : providers) {
      if (byName.putIfAbsent(provider.name(), provider) != null) {
        ambiguous.add(provider.name());
      }
    }
  }

  /** Those that {@link java.util.ServiceLoader} finds now. */
  public static MaskFunctions find() {
    return of(Providers.all(ColumnMaskProvider.class));
  }

  /** These and no others. */
  public static MaskFunctions of(Collection<? extends ColumnMaskProvider> providers) {
    return new MaskFunctions(providers, false);
  }

  /**
   * Those that {@link java.util.ServiceLoader} finds now, for who reads a policy elsewhere than
   * where it is enforced: they check masks without their secrets.
   */
  public static MaskFunctions findElsewhere() {
    return new MaskFunctions(Providers.all(ColumnMaskProvider.class), true);
  }

  /**
   * The mask that a policy asks for. Whatever the function does, the mask never throws, and answers
   * with the value's own type or null.
   *
   * @throws InvalidSettingException if the function or an argument is unknown, missing or wrong
   */
  public ColumnMask create(MaskSpec spec) {
    ColumnMaskProvider provider = named(spec.function());
    return new TotalMask(provider.create(arguments(provider, spec)));
  }

  /**
   * Whether there is the mask that a policy asks for.
   *
   * @throws InvalidSettingException if the function or an argument is unknown, missing or wrong
   */
  public void check(MaskSpec spec) {
    ColumnMaskProvider provider = named(spec.function());
    SettingValues arguments = arguments(provider, spec);
    if (isElsewhere) {
      provider.check(arguments);
    } else {
      provider.create(arguments);
    }
  }

  private static SettingValues arguments(ColumnMaskProvider provider, MaskSpec spec) {
    List<String> known = provider.settings().stream().map(Setting::name).toList();
    for (String argument : new TreeSet<>(spec.arguments().keySet())) {
      if (!known.contains(argument)) {
        throw new InvalidSettingException(
            String.format(
                Locale.ROOT,
                "mask function %s has no argument \"%s\"; %s",
                spec.function(),
                argument,
                Suggestion.instead(argument, known)));
      }
    }
    String prefix = "mask function " + spec.function() + ": ";
    return SettingValues.of(prefix, spec.arguments());
  }

  /**
   * How much of a value the mask that a policy asks for may show.
   *
   * @throws InvalidSettingException if the function is unknown
   */
  public Strictness strictness(MaskSpec spec) {
    return named(spec.function()).strictness();
  }

  private ColumnMaskProvider named(String function) {
    ColumnMaskProvider provider = byName.get(function);
    if (provider == null) {
      throw new InvalidSettingException(
          String.format(
              Locale.ROOT,
              "no mask function \"%s\"; %s",
              function,
              Suggestion.instead(function, byName.keySet())));
    }
    if (ambiguous.contains(function)) {
      throw new InvalidSettingException(
          String.format(
              Locale.ROOT,
              "several mask functions are named \"%s\"; leave one of them on the class path",
              function));
    }
    return provider;
  }

  @Override
  public String toString() {
    return byName.keySet().stream().collect(Collectors.joining(", ", "mask functions ", ""));
  }
}
