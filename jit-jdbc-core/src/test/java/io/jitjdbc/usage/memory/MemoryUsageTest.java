package io.jitjdbc.usage.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.UsageLedgerContract;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLedgerProvider;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryUsageTest extends UsageLedgerContract {

  @Override
  protected UsageLedger ledger(InstantSource clock) {
    return new MemoryUsage(clock);
  }

  @Test
  void needsNoSettings() throws Exception {
    UsageLedgerProvider provider =
        Providers.named(UsageLedgerProvider.class, "jit.usage", "memory");
    assertThat(provider.settings()).isEmpty();
    try (UsageLedger made = provider.create(SettingValues.of("jit.usage.memory.", Map.of()))) {
      assertThat(made.reserve(KEY, limit(5), 9).granted()).isEqualTo(5);
    }
  }
}
