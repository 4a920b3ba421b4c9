package io.jitjdbc.approval.slack;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackApprovalsProviderTest {
  private final ApprovalServiceProvider provider =
      Providers.named(ApprovalServiceProvider.class, "jit.approval", "slack");

  @TempDir Path directory;

  private static Map<String, String> texts() {
    return new HashMap<>(
        Map.of(
            "bot.token", FakeSlack.BOT_TOKEN,
            "app.token", FakeSlack.APP_TOKEN,
            "channel", FakeSlack.CHANNEL,
            "approvers.file", "/no/such/file",
            "address", "http://127.0.0.1:1/api"));
  }

  private ApprovalService create(Map<String, String> texts) {
    return provider.create(SettingValues.of("jit.approval.slack.", texts));
  }

  @Test
  void nothingIsConnectedBeforeTheFirstFiling() throws RefusedException {
    try (ApprovalService service = create(texts())) {
      assertThat(service.desk().orElseThrow().open()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "channel,#general",
    "address,http://slack.com/api",
    "address,ftp://slack.com/api",
    "timeout,0s",
    "timeout,soon",
    "store.url,jdbc:jit:h2:mem:x"
  })
  void whatIsWrongIsNamed(String name, String value) {
    Map<String, String> texts = texts();
    texts.put(name, value);

    assertThatThrownBy(() -> create(texts))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(name)
        .hasMessageNotContaining(FakeSlack.BOT_TOKEN);
  }

  @ParameterizedTest
  @CsvSource({"bot.token", "app.token", "channel", "approvers.file"})
  void whatIsMissingIsNamed(String name) {
    Map<String, String> texts = texts();
    texts.remove(name);

    assertThatThrownBy(() -> create(texts))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.approval.slack." + name);
  }

  @Test
  void aTokenIsGivenOnce() {
    Map<String, String> texts = texts();
    texts.put("bot.token.file", "/some/file");

    assertThatThrownBy(() -> create(texts)).hasMessageContaining("and not both");
  }

  @Test
  void tokensAreSecretSettings() {
    assertThat(provider.settings())
        .filteredOn(Setting::secret)
        .extracting(Setting::name)
        .containsExactly("bot.token", "app.token", "store.password");
  }

  @ParameterizedTest
  @CsvSource({"xapp-1-of-the-app", "xoxb-with space", "''"})
  void aTokenOfAnotherKindIsNotSentAndNotShown(String token) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), token);
    Map<String, String> texts = texts();
    texts.remove("bot.token");
    texts.put("bot.token.file", file.toString());

    try (ApprovalService service = create(texts)) {
      assertThatThrownBy(() -> service.file(draft("SELECT 1", requirement(1, 1), Instant.now())))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("token")
          .hasMessageNotContaining("of-the-app")
          .hasMessageNotContaining("with space");
    }
  }

  @Test
  void aTokenIsNotShown() {
    var source = SlackToken.Source.of("bot.token", "xoxb-", "Token");
    SlackToken token = source.token(SettingValues.of("jit.approval.slack.", texts()));

    assertThat(token).hasToString("jit.approval.slack.bot.token=***");
  }
}
