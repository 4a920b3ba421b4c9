package io.jitjdbc.driver.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.identity.TokenLookup;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private static final JitUrl URL =
      JitUrl.parse("jdbc:jit:h2:mem:x;jit.purpose=TICKET-1").orElseThrow();

  private static SettingsReader reader(
      Map<String, String> systemProperties, Map<String, String> environment) {
    return new SettingsReader(
        name -> Optional.ofNullable(systemProperties.get(name)),
        name -> Optional.ofNullable(environment.get(name)));
  }

  private static SettingsReader reader() {
    return reader(Map.of(), Map.of());
  }

  private static Properties properties(String... namesAndValues) {
    var properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }

  @Test
  void keepsOursFromTheVendorAndTheVendorsFromUs() {
    Properties info = properties("jit.application", "report", "user", "u", "ssl", "true");

    ConnectionSettings settings = reader().read(URL, info);

    assertThat(settings.delegateUrl()).isEqualTo("jdbc:h2:mem:x");
    assertThat(settings.delegateProperties()).isEqualTo(properties("user", "u", "ssl", "true"));
    assertThat(settings.values().find(DriverSettings.APPLICATION)).contains("report");
    assertThat(settings.values().find(DriverSettings.PURPOSE)).contains("TICKET-1");
  }

  @Test
  void takesNothingButAPlainNameForTheSchemaOfViews() {
    Properties info = properties("jit.analysis.scratch", "a`.`b");
    SettingValues values = reader().read(URL, info).values();

    assertThatThrownBy(() -> values.find(DriverSettings.ANALYSIS_SCRATCH))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.analysis.scratch cannot be read")
        .hasMessageContaining("letters, digits, _ and -");
  }

  @Test
  void neverChangesWhatTheCallerGave() {
    Properties info = properties("jit.application", "report", "user", "u");
    var before = new Properties();
    before.putAll(info);

    ConnectionSettings settings = reader().read(URL, info);
    settings.delegateProperties().clear();

    assertThat(info).isEqualTo(before);
    assertThat(settings.delegateProperties()).containsEntry("user", "u");
  }

  @Test
  void readsTheDefaultsOfProperties() {
    var info = new Properties(properties("jit.application", "report", "ssl", "true"));

    ConnectionSettings settings = reader().read(URL, info);

    assertThat(settings.values().find(DriverSettings.APPLICATION)).contains("report");
    assertThat(settings.delegateProperties()).containsEntry("ssl", "true");
  }

  @Test
  void asksTheProcessForWhatNobodySaid() {
    SettingsReader reader =
        reader(
            Map.of("jit.application", "system", "jit.purpose", "system"),
            Map.of("JIT_APPLICATION", "environment", "JIT_DELEGATE_DRIVER", "environment"));

    var values = reader.read(URL, new Properties()).values();

    assertThat(values.find(DriverSettings.PURPOSE)).contains("TICKET-1");
    assertThat(values.find(DriverSettings.APPLICATION)).contains("system");
    assertThat(values.find(DriverSettings.DELEGATE_DRIVER)).contains("environment");
  }

  @Test
  void takesTheSameValueTwiceButNotTwoValues() {
    assertThat(reader().read(URL, properties("jit.purpose", "TICKET-1"))).isNotNull();
    assertThatThrownBy(() -> reader().read(URL, properties("jit.purpose", "TICKET-2")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.purpose")
        .hasMessageNotContaining("TICKET-2");
  }

  @Test
  void suggestsTheNearestName() {
    assertThatThrownBy(() -> reader().read(URL, properties("jit.porpose", "x")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.porpose")
        .hasMessageContaining("jit.purpose");
  }

  @Test
  void showsNoValue() {
    Properties info = properties("jit.token", "canary", "password", "canary");

    ConnectionSettings settings = reader().read(URL, info);

    assertThat(settings).asString().doesNotContain("canary", "TICKET-1");
    assertThat(settings.values()).asString().doesNotContain("canary", "TICKET-1");
  }

  @Test
  void sharesWhatDoesNotDependOnTheConnection() {
    ConnectionSettings one = reader().read(URL, properties("jit.token", "a", "jit.audit", "slf4j"));
    ConnectionSettings two = reader().read(URL, properties("jit.token", "b", "jit.audit", "slf4j"));
    ConnectionSettings other =
        reader().read(URL, properties("jit.token", "a", "jit.audit", "jsonl"));

    assertThat(one.shared()).isEqualTo(two.shared()).isNotEqualTo(other.shared());
  }

  @Test
  void readsOurOwnAlone() {
    OwnSettings own = reader().readOwn(properties("jit.token", "canary"));

    assertThat(own.values().find(TokenLookup.TOKEN)).contains("canary");
    assertThat(own).asString().doesNotContain("canary");
    assertThatThrownBy(() -> reader().readOwn(properties("user", "u")))
        .isInstanceOf(InvalidSettingException.class);
  }

  @Test
  void looksForProvidersAgainWhereAnotherClassLoaderSeesMore(@TempDir Path folder)
      throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(AuditSinkProvider.class.getName()), Elsewhere.class.getName());
    SettingsReader reader = reader();
    Properties info = properties("jit.audit.elsewhere.room", "12");
    assertThatThrownBy(() -> reader.read(URL, info)).isInstanceOf(InvalidSettingException.class);

    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (var loader = new URLClassLoader(new java.net.URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      ConnectionSettings settings = reader.read(URL, info);

      assertThat(settings.provider(DriverSettings.AUDIT, "elsewhere").get(Elsewhere.ROOM))
          .isEqualTo("12");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** On the class path, but named in no service file of it. */
  public static final class Elsewhere implements AuditSinkProvider {
    static final Setting<String> ROOM = Setting.of("room", Kind.TEXT, "Which room.");

    @Override
    public String name() {
      return "elsewhere";
    }

    @Override
    public List<Setting<?>> settings() {
      return List.of(ROOM);
    }

    @Override
    public AuditSink create(SettingValues values) {
      return event -> {};
    }
  }
}
