package io.jitjdbc.audit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.slf4j.Slf4jAuditProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.TestAuditLog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAuditProviderTest {
  @TempDir Path root;

  private static SettingValues values(Map<String, String> more) {
    var texts = new HashMap<String, String>();
    texts.put("address", "https://plane.example");
    texts.put("token", "very-secret");
    texts.putAll(more);
    return SettingValues.of("jit.audit.http.", texts);
  }

  @Test
  void needsALogToBeFedFrom() {
    AuditSink logger = new Slf4jAuditProvider().create(SettingValues.of("", Map.of()));
    assertThatThrownBy(() -> new HttpAuditProvider().create(values(Map.of()), List.of(logger)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.audit=recording,http");
    assertThatThrownBy(() -> new HttpAuditProvider().create(values(Map.of())))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.audit=recording,http");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "address|http://plane.example|jit.audit.http.address",
        "address|https://ann:secret@plane.example|must hold no login",
        "token|''|jit.audit.http.token.file or jit.audit.http.token is required",
        "timeout|1ms|jit.audit.http.timeout must be from 10ms to 1m",
        "timeout|2m|jit.audit.http.timeout must be from 10ms to 1m",
        "mandatory|perhaps|jit.audit.http.mandatory",
      })
  void saysWhichSettingIsWrongAndNoValue(String name, String value, String message)
      throws Exception {
    var log = new TestAuditLog(root);
    SettingValues values = values(Map.of(name, value));
    assertThatThrownBy(() -> new HttpAuditProvider().create(values, List.of(log)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("secret");
  }

  @Test
  void opensNothingYet() throws Exception {
    new HttpAuditProvider().create(values(Map.of()), List.of(new TestAuditLog(root))).close();

    assertThat(root.resolve("shipping")).doesNotExist();
  }
}
