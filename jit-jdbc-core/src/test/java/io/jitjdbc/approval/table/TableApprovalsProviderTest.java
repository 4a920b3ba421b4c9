package io.jitjdbc.approval.table;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableApprovalsProviderTest {
  private final ApprovalServiceProvider provider =
      Providers.named(ApprovalServiceProvider.class, "jit.approval", "table");

  @TempDir Path directory;

  @Test
  void theSettingsLeadToAService() throws Exception {
    Path passwordFile = directory.resolve("password");
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.H2)) {
      Files.writeString(passwordFile, database.password() + "\n");
      database.run("CREATE SCHEMA jit");
      var texts = new HashMap<>(Map.of("url", database.jdbcUrl(), "user", database.user()));
      texts.put("password.file", passwordFile.toString());
      texts.put("prefix", "jit.access_");

      try (ApprovalService service = create(texts)) {
        AccessRequest draft = draft("SELECT 1", requirement(1, 1), Instant.now());
        AccessRequest filed = service.file(draft);
        assertThat(service.desk().orElseThrow().find(filed.id()).request().subject())
            .isEqualTo(draft.subject());
      }
      database.run("SELECT * FROM jit.access_request; SELECT * FROM jit.access_answer");
    }
  }

  @Test
  void nothingIsConnectedBeforeTheFirstQuestion() {
    try (ApprovalService service = create(Map.of("url", "jdbc:nobody:knows"))) {
      assertThatThrownBy(() -> service.state("x"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("08001");
    }
  }

  @Test
  void aMissingPasswordFileIsNamedByItsCodeOnly() {
    Map<String, String> texts = Map.of("url", "jdbc:h2:mem:x", "password.file", "/no/such/file");
    try (ApprovalService service = create(texts)) {
      assertThatThrownBy(() -> service.state("x"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("28000");
    }
  }

  @Test
  void aPrefixCannotCarrySql() {
    assertThatThrownBy(() -> create(Map.of("url", "jdbc:h2:mem:x", "prefix", "a; DROP ")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.approval.table.prefix");
  }

  @Test
  void theUrlIsNeitherMissingNorEnforced() {
    assertThatThrownBy(() -> create(Map.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.approval.table.url");
    assertThatThrownBy(() -> create(Map.of("url", "jdbc:jit:h2:mem:x")))
        .isInstanceOf(InvalidSettingException.class);
  }

  private ApprovalService create(Map<String, String> texts) {
    return provider.create(SettingValues.of("jit.approval.table.", texts));
  }
}
