package io.jitjdbc.audit.slf4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AuditEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingAuditSinkTest {
  private final Logger logger = Logger.getLogger("io.jitjdbc.audit");
  private final List<LogRecord> logged = new ArrayList<>();
  private final AuditSink sink =
      Providers.named(AuditSinkProvider.class, "jit.audit", "slf4j")
          .create(SettingValues.of("jit.audit.slf4j.", Map.of()));
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listens() {
    logger.setLevel(Level.INFO);
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void leavesTheLoggerAsItWas() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }

  @Test
  void writesOneReadableLine() throws AuditUnavailableException {
    sink.record(AuditEvents.oneOfEach().get(5));

    assertThat(logged)
        .extracting(LogRecord::getMessage)
        .containsExactly(
            "type=statement.finished id=6-1 time=2030-01-01T00:00:00.500Z session=6"
                + " subject.issuer=https://issuer.example subject.id=42 subject.name=ann"
                + " actor.issuer=https://issuer.example actor.id=7 actor.name=batch"
                + " statement_id=st-1 outcome=exhausted sql_state=\"\" rows=42"
                + " columns_read=[email] found=[\"notes: card 3\"] duration_us=1234");
    assertThat(logged.get(0).getLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void warnsOfADenial() throws AuditUnavailableException {
    sink.record(AuditEvents.decided("1", "SELECT 1", "deny"));

    assertThat(logged.get(0).getLevel()).isEqualTo(Level.WARNING);
  }

  @Test
  void doesNotWarnOfADenialThatWasOnlyObserved() throws AuditUnavailableException {
    sink.record(AuditEvents.observed("1", "SELECT 1", "deny"));

    assertThat(logged.get(0).getLevel()).isEqualTo(Level.INFO);
    assertThat(logged.get(0).getMessage()).contains(" mode=observe effect=deny ");
  }

  @Test
  void hostileTextStaysInItsQuotes() throws AuditUnavailableException {
    sink.record(AuditEvents.decided("1", AuditEvents.HOSTILE + " id=2", "permit"));

    assertThat(logged.get(0).getMessage())
        .contains(" text=\"\\\" \\\\ \\u000a \\u000d \\u0009 \\u0000 ")
        .contains(" \\u2028 \\u2029 \\u202e ")
        .doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028\\u2029\\u202e]");
  }

  @Test
  void aLoggerThatIsOffRefuses() {
    logger.setLevel(Level.WARNING);

    assertThatThrownBy(() -> sink.record(AuditEvents.named("1")))
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContaining("io.jitjdbc.audit to level INFO");
    assertThat(logged).isEmpty();
  }
}
