package io.jitjdbc.testing;

import java.io.IOException;
import java.io.InputStream;

/** Loads one package of ours anew, as if a jar were missing. */
public final class LoaderWithout extends ClassLoader {
  private final String missing;
  private final String anew;

  /**
   * @param missing the package whose classes are not found, with those below it
   * @param anew the package whose classes shall notice
   */
  public LoaderWithout(String missing, String anew) {
    this.missing = missing + ".";
    this.anew = anew + ".";
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(missing)) {
      throw new ClassNotFoundException(name);
    }
    return name.startsWith(anew) ? define(name) : super.loadClass(name, resolve);
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    Class<?> known = findLoadedClass(name);
    if (known != null) {
      return known;
    }
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
