package io.jitjdbc.approval.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSettingsTest {
  private final ApprovalServiceProvider provider =
      Providers.named(ApprovalServiceProvider.class, "jit.approval", "webhook");

  private ApprovalService with(String name, String text) {
    var texts =
        new HashMap<>(
            Map.of(
                "address", "https://tickets.example/hooks",
                "secret", WebhookFixture.SECRET,
                "approvers.file", "approvers.yaml"));
    texts.put(name, text);
    return provider.create(SettingValues.of("jit.approval.webhook.", texts));
  }

  @Test
  void nothingIsConnectedBeforeTheFirstRequest() {
    try (ApprovalService service = with("store.url", "jdbc:nobody:knows")) {
      assertThat(service.pollInterval()).isEqualTo(Duration.ofSeconds(2));
      assertThat(service.desk()).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "address,http://tickets.example/",
    "address,https://user:canary@tickets.example/",
    "address,''",
    "secret,''",
    "secret,whsec_canary",
    "approvers.file,''",
    "timeout,0s",
    "timeout,2m",
    "callback,8080",
    "callback,127.0.0.1:70000",
    "callback,a b:1",
    "fetch,maybe",
    "store.url,jdbc:jit:h2:mem:x"
  })
  void whatCannotBeMeantIsRefused(String name, String text) {
    assertThatThrownBy(() -> with(name, text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(name)
        .message()
        .doesNotContain("canary");
  }

  @Test
  void theSecretIsOne() {
    assertThat(provider.settings())
        .filteredOn(Setting::secret)
        .extracting(Setting::name)
        .containsExactly("secret", "store.password");
  }
}
