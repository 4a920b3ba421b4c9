package io.jitjdbc.audit.table;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.Relay;
import io.jitjdbc.testing.TestAuditLog;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgreSqlTableAuditTest extends TableAuditContract {
  PostgreSqlTableAuditTest() {
    super(DatabaseProduct.POSTGRESQL);
  }

  @Test
  void whileTheServerIsAwayAMandatoryTableRefusesAndLaterHasEverything() throws Exception {
    try (Relay relay = Relay.to(database.jdbcUrl())) {
      AuditSink sink =
          sink(
              new TestAuditLog(root),
              Map.of("url", relay.url(), "mandatory", "true", "timeout", "10s"));
      sink.record(AuditEvents.named("1"));
      relay.shut();
      AuditSink impatient =
          sink(
              new TestAuditLog(root.resolve("other")),
              Map.of("url", relay.url(), "mandatory", "true", "timeout", "500ms"));
      assertThatThrownBy(() -> impatient.record(AuditEvents.named("2")))
          .isInstanceOf(AuditUnavailableException.class)
          .hasMessageContaining("mandatory sink table")
          .hasMessageNotContaining(relay.url());

      relay.open();
      sink.record(AuditEvents.named("3"));
      awaitRows(impatient, 3);
    }
  }
}
