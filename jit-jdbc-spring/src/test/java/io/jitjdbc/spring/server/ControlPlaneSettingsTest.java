package io.jitjdbc.spring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.spring.server.people.Role;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The settings as a container gives them, and what is said of wrong ones. */
class ControlPlaneSettingsTest {
  private static final Map<String, Object> ENVIRONMENT =
      Map.of(
          "JIT_SERVER_ISSUERS_0_ISSUER", "https://idp.example",
          "JIT_SERVER_ISSUERS_0_AUDIENCE", "control-plane",
          "JIT_SERVER_ISSUERS_0_GROUPSCLAIM", "roles",
          "JIT_SERVER_ROLES_POLICYADMIN", "admins,owners",
          "JIT_SERVER_TARGETS_0_URL", "jdbc:h2:mem:shop",
          "JIT_SERVER_TARGETS_0_BROKER", "static",
          "JIT_SERVER_SEAL_CURRENT", "one",
          "JIT_SERVER_SEAL_KEYS_ONE", "AAAA");

  private static ControlPlaneSettings of(PropertySource<?> source) {
    return new Binder(ConfigurationPropertySources.from(source))
        .bindOrCreate("jit.server", ControlPlaneSettings.class);
  }

  private static ControlPlaneSettings ofEnvironment(Map<String, Object> environment) {
    return of(
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment));
  }

  @Test
  void comeFromTheEnvironment() {
    ControlPlaneSettings settings = ofEnvironment(ENVIRONMENT);

    SettingValues issuer = settings.issuerValues().get(0);
    assertThat(issuer.toString()).contains("groups-claim", "audience", "issuer");
    assertThat(settings.roles().get(Role.POLICY_ADMIN))
        .containsExactlyInAnyOrder("admins", "owners");
    assertThat(settings.targets().get(0).url()).isEqualTo("jdbc:h2:mem:shop");
  }

  @Test
  void wantAnIssuer() {
    assertThatThrownBy(() -> of(new MapPropertySource("none", Map.of())))
        .rootCause()
        .hasMessageContaining("jit.server.issuers is required");
  }

  @Test
  void wantAKeyWhereThereAreTargets() {
    var keyless = new HashMap<>(ENVIRONMENT);
    keyless.remove("JIT_SERVER_SEAL_KEYS_ONE");

    assertThatThrownBy(() -> ofEnvironment(keyless))
        .rootCause()
        .hasMessageContaining("jit.server.seal.keys is required")
        .hasMessageContaining("openssl rand -base64");
  }

  @Test
  void refuseWhatIsNoSettingOfAnIssuer() {
    var misspelt = new HashMap<>(ENVIRONMENT);
    misspelt.put("JIT_SERVER_ISSUERS_0_AUDIENZ", "x");

    assertThatThrownBy(() -> ofEnvironment(misspelt).issuerValues())
        .hasMessageContaining("jit.server.issuers[0].")
        .hasMessageContaining("is no setting");
  }

  @Test
  void showNoSecret() {
    assertThat(ofEnvironment(ENVIRONMENT).toString()).doesNotContain("AAAA");
  }
}
