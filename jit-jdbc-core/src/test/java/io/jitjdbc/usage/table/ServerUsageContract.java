package io.jitjdbc.usage.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.Relay;
import io.jitjdbc.usage.Reservation;
import io.jitjdbc.usage.UsageLedger;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a server of its own adds: it can be away. */
abstract class ServerUsageContract extends TableUsageContract {
  ServerUsageContract(DatabaseProduct product) {
    super(product);
  }

  @Test
  void refusesWhileTheServerIsAwayAndGoesOnWhenItIsBack() throws Exception {
    try (Relay relay = Relay.to(database.jdbcUrl())) {
      UsageLedger far = another(Map.of("url", relay.url()), clock);
      Reservation reservation = far.reserve(KEY, limit(100), 60);
      relay.shut();
      assertThatThrownBy(() -> far.reserve(KEY, limit(100), 10))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("jit.usage.table.url")
          .hasMessageNotContaining(relay.url());
      far.giveBack(reservation, 60);

      relay.open();
      // What could not be given back stays counted.
      assertThat(far.reserve(KEY, limit(100), 60).granted()).isEqualTo(40);
      assertThat(ledger.used(KEY, limit(100))).isEqualTo(100);
    }
  }
}
