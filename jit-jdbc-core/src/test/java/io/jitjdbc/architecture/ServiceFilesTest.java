package io.jitjdbc.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Providers are found on the class path and on the module path alike. */
class ServiceFilesTest {

  @Test
  void nameTheSameProvidersAsTheModule() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Access.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    assertThat(byFiles(classes.resolve("META-INF/services")))
        .isNotEmpty()
        .isEqualTo(byModule(classes.resolve("module-info.class")));
  }

  private static Map<String, Set<String>> byModule(Path moduleInfo) throws IOException {
    try (InputStream input = Files.newInputStream(moduleInfo)) {
      return ModuleDescriptor.read(input).provides().stream()
          .collect(
              Collectors.toMap(
                  ModuleDescriptor.Provides::service,
                  provides -> new TreeSet<>(provides.providers()),
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  private static Map<String, Set<String>> byFiles(Path services) throws IOException {
    try (Stream<Path> files = Files.list(services)) {
      return files.collect(
          Collectors.toMap(
              file -> file.getFileName().toString(),
              ServiceFilesTest::names,
              (one, other) -> one,
              TreeMap::new));
    }
  }

  private static Set<String> names(Path file) {
    try (Stream<String> lines = Files.lines(file, UTF_8)) {
      return lines
          .map(line -> line.replaceFirst("#.*", "").trim())
          .filter(line -> !line.isEmpty())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
