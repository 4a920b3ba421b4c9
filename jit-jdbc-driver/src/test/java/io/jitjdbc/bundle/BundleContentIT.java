package io.jitjdbc.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.usage.UsageLedgerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleContentIT {
  private static final long BUDGET = 8L * 1024 * 1024;

  private static List<String> files() throws IOException {
    try (JarFile jar = Bundle.open()) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
    }
  }

  private static List<String> service(String name) throws IOException {
    try (JarFile jar = Bundle.open()) {
      var entry = jar.getJarEntry("META-INF/services/" + name);
      assertThat(entry).as(name).isNotNull();
      try (var in = jar.getInputStream(entry)) {
        return new String(in.readAllBytes(), UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
      }
    }
  }

  @Test
  void holdsNothingButOurOwnPackages() throws IOException {
    assertThat(files())
        .allMatch(name -> name.startsWith("io/jitjdbc/") || name.startsWith("META-INF/"));
  }

  @Test
  void isNoModuleAndForNoSpecialJavaVersion() throws IOException {
    assertThat(files())
        .noneMatch(name -> name.endsWith("module-info.class"))
        .noneMatch(name -> name.startsWith("META-INF/versions/"))
        .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"));
  }

  @Test
  void staysWithinItsSize() throws IOException {
    assertThat(Files.size(Bundle.file())).isLessThanOrEqualTo(BUDGET);
  }

  @Test
  void offersOneDriver() throws IOException {
    assertThat(service("java.sql.Driver")).containsExactly(Bundle.DRIVER);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ApprovalServiceProvider.class,
        AuditSinkProvider.class,
        ColumnMaskProvider.class,
        CredentialBrokerProvider.class,
        PolicyDecisionPointProvider.class,
        SubjectResolverProvider.class,
        UsageLedgerProvider.class
      })
  void offersEveryProviderOfTheModules(Class<?> type) throws IOException {
    assertThat(service(type.getName())).containsExactlyInAnyOrderElementsOf(providers(type));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<String> providers(Class<?> type) {
    return ((List<Object>) Providers.all((Class) type))
        .stream().map(provider -> provider.getClass().getName()).toList();
  }

  @Test
  void logsThroughTheJdkOnly() throws IOException {
    assertThat(service("io.jitjdbc.shaded.org.slf4j.spi.SLF4JServiceProvider"))
        .singleElement()
        .asString()
        .startsWith("io.jitjdbc.shaded.org.slf4j.jul.");
    assertThat(files()).doesNotContain("META-INF/services/org.slf4j.spi.SLF4JServiceProvider");
  }

  @Test
  void namesItsLicences() throws IOException {
    assertThat(files()).contains("META-INF/LICENSE", "META-INF/THIRD-PARTY.txt");
  }
}
