package io.jitjdbc.settings;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds providers by name, on the library's own class loader first and the caller's second. */
public final class Providers {
  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

  private Providers() {}

  /**
   * The one provider of that name.
   *
   * @param selector the setting that names it, for messages: {@code jit.broker}
   * @throws InvalidSettingException if none or several have the name; lists what was found
   */
  public static <P extends Provider<?>> P named(Class<P> type, String selector, String name) {
    List<P> found = all(type);
    List<P> matching = found.stream().filter(provider -> provider.name().equals(name)).toList();
    if (matching.size() == 1) {
      return matching.get(0);
    }
    var names = new TreeSet<String>();
    found.forEach(provider -> names.add(provider.name()));
    String problem = matching.isEmpty() ? "has no provider" : "has several providers";
    throw new InvalidSettingException(
        selector + "=" + name + " " + problem + " of that name; found: " + names);
  }

  /** Every provider that can be seen, each class once. */
  public static <P extends Provider<?>> List<P> all(Class<P> type) {
    var found = new ArrayList<P>();
    collect(ServiceLoader.load(type, Providers.class.getClassLoader()), found);
    ClassLoader callers = Thread.currentThread().getContextClassLoader();
    if (callers != null) {
      collectLoadable(ServiceLoader.load(type, callers).iterator(), found);
    }
    return found;
  }

  private static <P extends Provider<?>> void collect(ServiceLoader<P> loader, List<P> found) {
    try {
      loader.forEach(provider -> add(provider, found));
    } catch (ServiceConfigurationError e) {
      throw new InvalidSettingException("a provider cannot be loaded: " + e.getMessage());
    }
  }

  /** The caller may have a copy of the library of its own, whose providers are not of our types. */
  private static <P extends Provider<?>> void collectLoadable(Iterator<P> theirs, List<P> found) {
    boolean more = true;
    while (more) {
      try {
        more = theirs.hasNext();
        if (more) {
          add(theirs.next(), found);
        }
      } catch (ServiceConfigurationError e) {
        LOG.debug("A provider of the thread's class loader is left out: {}", e.getMessage());
      }
    }
  }

  private static <P extends Provider<?>> void add(P provider, List<P> found) {
    if (found.stream().noneMatch(known -> known.getClass() == provider.getClass())) {
      found.add(provider);
    }
  }
}
