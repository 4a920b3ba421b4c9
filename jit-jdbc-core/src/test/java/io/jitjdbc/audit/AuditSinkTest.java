package io.jitjdbc.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.AuditEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditSinkTest {

  /** Notes what it is asked to do; refuses when it is full. */
  private static final class Notes implements AuditSink {
    private final List<String> lines = new ArrayList<>();
    private boolean full;

    @Override
    public void record(AuditEvent event) throws AuditUnavailableException {
      if (full) {
        throw new AuditUnavailableException("full");
      }
      lines.add(event.header().session());
    }

    @Override
    public void close() {
      lines.add("closed");
    }
  }

  private final Notes first = new Notes();
  private final Notes second = new Notes();
  private final AuditSink both = AuditSink.inFrontOf(List.of(first, second));

  @Test
  void everySinkGetsEveryEvent() throws AuditUnavailableException {
    both.record(AuditEvents.named("1"));
    both.close();

    assertThat(first.lines).containsExactly("1", "closed");
    assertThat(second.lines).containsExactly("1", "closed");
  }

  @Test
  void oneThatRefusesIsEnough() {
    second.full = true;
    assertThatThrownBy(() -> both.record(AuditEvents.named("1")))
        .isInstanceOf(AuditUnavailableException.class);

    first.full = true;
    second.full = false;
    assertThatThrownBy(() -> both.record(AuditEvents.named("2")))
        .isInstanceOf(AuditUnavailableException.class);
    assertThat(second.lines).isEmpty();
  }

  @Test
  void oneSinkStandsForItself() {
    assertThat(AuditSink.inFrontOf(List.of(first))).isSameAs(first);
  }

  @Test
  void withoutAnySinkThereIsNone() {
    assertThatThrownBy(() -> AuditSink.inFrontOf(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Keeps recordings, and events not at all. */
  private static final class Keeper implements AuditSink {
    private final List<Recorded> parts = new ArrayList<>();

    @Override
    public void record(AuditEvent event) {}

    @Override
    public boolean keepsRecordings() {
      return true;
    }

    @Override
    public void keep(Recorded part) {
      parts.add(part);
    }
  }

  @Test
  void recordingsGoToWhoKeepsThem() throws AuditUnavailableException {
    var keeper = new Keeper();
    AuditSink mixed = AuditSink.inFrontOf(List.of(first, keeper));
    var part = new Recorded.ResultEnded(new EventId("1", 2), 1, "closed", 3);

    mixed.keep(part);

    assertThat(mixed.keepsRecordings()).isTrue();
    assertThat(keeper.parts).containsExactly(part);
  }

  @Test
  void whereNobodyKeepsRecordingsNoneIsAccepted() {
    var part = new Recorded.ResultEnded(new EventId("1", 2), 1, "closed", 3);

    assertThat(both.keepsRecordings()).isFalse();
    assertThatThrownBy(() -> both.keep(part))
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContaining("no recordings");
  }
}
