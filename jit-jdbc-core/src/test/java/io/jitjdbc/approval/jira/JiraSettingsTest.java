package io.jitjdbc.approval.jira;

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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JiraSettingsTest {
  private final ApprovalServiceProvider provider =
      Providers.named(ApprovalServiceProvider.class, "jit.approval", "jira");

  private ApprovalService with(String... settings) {
    var texts =
        new HashMap<>(
            Map.of(
                "address", "https://tickets.example",
                "token", "canary",
                "approvers.file", "approvers.yaml",
                "way", "issue",
                "project", "JIT"));
    for (int i = 0; i < settings.length; i += 2) {
      texts.put(settings[i], settings[i + 1]);
    }
    return provider.create(SettingValues.of("jit.approval.jira.", texts));
  }

  @Test
  void nothingIsConnectedBeforeTheFirstRequest() {
    try (ApprovalService service = with("store.url", "jdbc:nobody:knows")) {
      assertThat(service.pollInterval()).isEqualTo(Duration.ofSeconds(5));
      assertThat(service.desk()).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "address,http://tickets.example/",
    "address,https://user:canary@tickets.example/",
    "address,''",
    "edition,server",
    "user,a:b",
    "token,''",
    "approvers.file,''",
    "way,''",
    "way,mail",
    "project,''",
    "project,jit",
    "project,JIT OR 1",
    "approved,','",
    "rejected,'approved, Rejected'",
    "fields,[]",
    "fields,canary",
    "fields,'{\"summary\":\"x\"}'",
    "fields,'{\"labels\":[]}'",
    "fields,'{\"customfield_1\":null}'",
    "purpose.check,maybe",
    "comments,maybe",
    "poll,500ms",
    "poll,1h",
    "timeout,0s",
    "timeout,2m",
    "store.url,jdbc:jit:h2:mem:x"
  })
  void whatCannotBeMeantIsRefused(String name, String text) {
    assertThatThrownBy(() -> with(name, text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(name)
        .message()
        .doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource({"service-desk,''", "service-desk,a b", "request-type,''", "request-type,1/2"})
  void whatARequestNeedsIsAskedFor(String name, String text) {
    assertThatThrownBy(
            () -> with("way", "request", "service-desk", "1", "request-type", "2", name, text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(name);
  }

  @Test
  void theSecretIsOne() {
    assertThat(provider.settings())
        .filteredOn(Setting::secret)
        .extracting(Setting::name)
        .containsExactly("token", "store.password");
  }

  @Test
  void aLoginShowsNothingOfItsToken() {
    assertThat(JiraLogin.fixed(Optional.of("robot"), "canary").toString()).doesNotContain("canary");
    assertThat(JiraLogin.fixed(Optional.empty(), "canary").toString()).doesNotContain("canary");
  }
}
