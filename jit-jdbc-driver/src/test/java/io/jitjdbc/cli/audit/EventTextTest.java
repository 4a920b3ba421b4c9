package io.jitjdbc.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.audit.reading.RecordedEvent;
import io.jitjdbc.testing.AuditEvents;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Events are told in words that people read. */
class EventTextTest {

  private static RecordedEvent readBack(AuditEvent event) throws Exception {
    String json = JSONObjectUtils.toJSONString(EventFields.of(event));
    return RecordedEvent.parse(json, Instant.EPOCH);
  }

  @Test
  void saysWhichBudgetsRowsWereCountedIn() throws Exception {
    assertThat(EventText.line(readBack(AuditEvents.counted("1"))))
        .isEqualTo(
            "finished (outcome exhausted, rows 42, columns read email,"
                + " budgets a-day: 42 of 5000 rows, people: 7 of 100 distinct people)");
  }

  @Test
  void saysWhichBudgetRefusedARow() throws Exception {
    assertThat(EventText.line(readBack(AuditEvents.usedUp("1"))))
        .contains("decided deny (rule a-day, reason budget a-day is used up, budgets a-day: 42 of");
  }

  @Test
  void saysNothingOfBudgetsWhereNothingWasCounted() throws Exception {
    assertThat(EventText.line(readBack(AuditEvents.oneOfEach().get(5)))).doesNotContain("budget");
  }
}
