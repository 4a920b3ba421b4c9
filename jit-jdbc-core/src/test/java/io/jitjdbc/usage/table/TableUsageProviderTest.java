package io.jitjdbc.usage.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLedgerProvider;
import io.jitjdbc.usage.UsageLimit;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableUsageProviderTest {
  private static final UsageKey KEY = new UsageKey("ann", "customers", "db/app");
  private static final UsageLimit LIMIT = new UsageLimit(5, Duration.ofHours(1));

  private final UsageLedgerProvider provider =
      Providers.named(UsageLedgerProvider.class, "jit.usage", "table");

  @Test
  void theSettingsLeadToALedger() throws Exception {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.H2)) {
      database.run("CREATE SCHEMA jit");
      Map<String, String> texts =
          Map.of(
              "url", database.jdbcUrl(),
              "user", database.user(),
              "password", database.password(),
              "prefix", "jit.");

      try (UsageLedger ledger = create(texts)) {
        assertThat(ledger.reserve(KEY, LIMIT, 9).granted()).isEqualTo(5);
      }
      database.run("SELECT * FROM jit.usage_count; SELECT * FROM jit.usage_value");
    }
  }

  @Test
  void nothingIsConnectedBeforeTheFirstQuestion() throws Exception {
    try (UsageLedger ledger = create(Map.of("url", "jdbc:nobody:knows"))) {
      assertThatThrownBy(() -> ledger.used(KEY, LIMIT))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("08001");
    }
  }

  @Test
  void theUrlMustBeGiven() {
    assertThatThrownBy(() -> create(Map.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.usage.table.url");
  }

  private UsageLedger create(Map<String, String> texts) {
    return provider.create(SettingValues.of("jit.usage.table.", texts));
  }
}
