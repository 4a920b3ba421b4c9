package io.jitjdbc.spring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.settings.InvalidSettingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ChannelSettingsTest {
  private static final String WEBHOOK = "jit.server.approval.webhook.";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static ChannelSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("jit.server", ChannelSettings.class);
  }

  private static Map<String, String> webhook(String... more) {
    var properties = new HashMap<String, String>();
    properties.put("jit.server.approvals", "webhook");
    properties.put(WEBHOOK + "address", "https://hooks.example/jit");
    properties.put(WEBHOOK + "secret", SECRET);
    properties.put(WEBHOOK + "approvers.file", "approvers.yaml");
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return properties;
  }

  @Test
  void nobodyIsAskedElsewhereByDefault() {
    assertThat(bound(Map.of()).areGiven()).isFalse();
    assertThat(bound(Map.of()).openings()).isEmpty();
  }

  @Test
  void areThoseOfTheDriver() {
    assertThat(bound(webhook(WEBHOOK + "fetch", "false")).openings()).containsOnlyKeys("webhook");
  }

  @Test
  void areFoundInTheSpellingOfTheEnvironment() {
    Map<String, String> given = Map.of("approversfile", "a.yaml", "SECRET", SECRET);
    var all = new HashMap<>(given);
    all.put("address", "https://hooks.example/jit");

    assertThat(new ChannelSettings(Map.of("webhook", all), List.of("webhook")).openings())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/hook",
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1.evil.example/",
        "http://[::ffff:10.0.0.1]/",
        "file:///etc/passwd",
        "ftp://hooks.example/",
        "//hooks.example/",
        "https://user:word@hooks.example/",
        "https://hooks.example/?to=http://10.0.0.1"
      })
  void aWebhookIsSafeOrOfThisMachine(String address) {
    assertThatThrownBy(() -> bound(webhook(WEBHOOK + "address", address)).openings())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(WEBHOOK + "address")
        .hasMessageNotContaining("word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/hook", "http://localhost/", "http://[::1]:9/"})
  void aWebhookMayBeOfThisMachine(String address) {
    assertThat(bound(webhook(WEBHOOK + "address", address)).openings()).hasSize(1);
  }

  /** What would do nothing here: the requests are the control plane's own. */
  @ParameterizedTest
  @CsvSource({
    "store.url, jdbc:h2:mem:other",
    "keys.file, keys.jwks",
    "signing-key.file, key.jwk",
    "nonsense, 1"
  })
  void whatDoesNothingHereIsRefused(String name, String value) {
    assertThatThrownBy(() -> bound(webhook(WEBHOOK + name, value)).openings())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("is no setting")
        .hasMessageNotContaining(value);
  }

  @Test
  void aChannelThatIsSetAndNotNamedIsRefused() {
    assertThatThrownBy(
            () -> bound(webhook("jit.server.approval.slack.channel", "C0123ABCD")).openings())
        .rootCause()
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.server.approvals does not name slack");
  }

  @Test
  void aChannelThatThereIsNotIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> bound(Map.of("jit.server.approvals", "fax")).openings())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.server.approvals=fax", "[jira, slack, webhook]");
  }

  @Test
  void aChannelNamedTwiceIsRefused() {
    assertThatThrownBy(() -> bound(webhook("jit.server.approvals", "webhook,webhook")))
        .rootCause()
        .hasMessageContaining("twice");
  }

  @Test
  void keepTheirSecretsToThemselves() {
    assertThat(bound(webhook()).toString()).doesNotContain(SECRET).contains("webhook");
  }
}
