package io.jitjdbc.bundle;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The jar under test, and class loaders that know it. */
final class Bundle {
  static final String DRIVER = "io.jitjdbc.driver.JitDriver";

  private Bundle() {}

  static Path file() {
    String file = System.getProperty("jit.test.bundle");
    return Path.of(requireNonNull(file, "jit.test.bundle names the bundle; run mvn verify"));
  }

  static JarFile open() throws IOException {
    return new JarFile(file().toFile());
  }

  static Path h2() {
    return jarOf(org.h2.Driver.class);
  }

  static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A loader that sees these jars and the JDK, as a tool gives one to each driver. */
  static URLClassLoader isolated(Path... jars) {
    return new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader());
  }

  static URL[] urls(Path... jars) {
    return Stream.of(jars).map(Bundle::url).toArray(URL[]::new);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  static String classPath(List<Path> jars) {
    return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
  }
}
