package io.jitjdbc.approval.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceSettingsTest {
  private final ApprovalServiceProvider provider =
      Providers.named(ApprovalServiceProvider.class, "jit.approval", "jit");

  private ApprovalService with(String name, String text) {
    var texts = new HashMap<>(Map.of("address", "https://jit.example/base"));
    texts.put(name, text);
    return provider.create(SettingValues.of("jit.approval.jit.", texts));
  }

  @Test
  void nothingIsConnectedBeforeTheFirstRequest() {
    try (ApprovalService service = with("poll", "5s")) {
      assertThat(service.pollInterval()).isEqualTo(Duration.ofSeconds(5));
      assertThat(service.isWorthWaitingFor()).isTrue();
      assertThat(service.desk()).isEmpty();
      assertThat(service.desk(PresentedToken.of("a.b.c"))).isPresent();
      assertThat(service).hasToString("the approval service at https://jit.example/base");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "address,http://jit.example/",
    "address,https://user:canary@jit.example/",
    "address,https://jit.example/?canary=1",
    "address,''",
    "timeout,0s",
    "timeout,2m",
    "poll,10ms",
    "poll,2m",
    "poll,soon"
  })
  void whatCannotBeMeantIsRefused(String name, String text) {
    assertThatThrownBy(() -> with(name, text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.approval.jit." + name)
        .hasMessageNotContaining("canary");
  }

  @Test
  void everySettingSaysWhatItIs() {
    assertThat(provider.settings())
        .extracting(Setting::name)
        .containsExactly("address", "timeout", "poll", "keys.file");
    assertThat(provider.settings()).extracting(Setting::description).doesNotContain("");
  }

  @ParameterizedTest
  @CsvSource({
    "/console/1,https://jit.example/console/1",
    "https://console.example/1,https://console.example/1",
    "http://console.example/1,''",
    "javascript:alert(1),''",
    "//evil.example/1,https://evil.example/1",
    "https://a:b@console.example/,''",
    "'',''",
    "'a b',''"
  })
  void peopleAreShownLinksThatTheyCanFollow(String link, String shown) {
    assertThat(ReviewLink.shown(link, URI.create("https://jit.example/base"))).isEqualTo(shown);
  }
}
