package io.jitjdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every audit sink that promises to keep events keeps to. */
public abstract class AuditSinkContract {

  /** The provider's name. */
  protected abstract String provider();

  /** Settings that lead to a place of this test's own. */
  protected abstract Map<String, String> settings() throws Exception;

  /** The fields of every event that can be read back from that place, in their order. */
  protected abstract List<Map<String, Object>> kept() throws Exception;

  @Test
  void keepsAllFieldsOfEveryKindOfEventInOrder() throws Exception {
    try (AuditSink sink = sink()) {
      for (AuditEvent event : AuditEvents.oneOfEach()) {
        sink.record(event);
      }

      assertThat(kept()).hasSize(AuditEvents.oneOfEach().size());
      for (int i = 0; i < 8; i++) {
        Map<String, Object> expected = EventFields.of(AuditEvents.oneOfEach().get(i));
        assertThat(kept().get(i)).containsExactlyEntriesOf(expected);
      }
    }
  }

  @Test
  void keepsHostileTextInItsPlace() throws Exception {
    try (AuditSink sink = sink()) {
      sink.record(AuditEvents.decided("1", AuditEvents.HOSTILE, "permit"));
      sink.record(AuditEvents.decided("2", AuditEvents.HOSTILE.repeat(5000), "permit"));
      sink.record(AuditEvents.named("3"));
    }

    // The one character that is no text by itself is the only one that may be replaced.
    String[] around = AuditEvents.HOSTILE.split("\ud800", -1);
    assertThat(ids()).containsExactly("1", "2", "3");
    assertThat((String) kept().get(0).get("text")).startsWith(around[0]).endsWith(around[1]);
  }

  @Test
  void keepsTheEventsOfManyThreadsAndTheOrderOfEach() throws Exception {
    try (AuditSink sink = sink()) {
      Together.run(8, thread -> () -> recordHundred(sink, thread));
    }

    assertThat(ids()).hasSize(800).doesNotHaveDuplicates();
    for (int i = 0; i < 8; i++) {
      String name = "t" + i + "-";
      assertThat(ids())
          .filteredOn(id -> id.startsWith(name))
          .containsExactlyElementsOf(
              IntStream.range(0, 100).mapToObj(event -> name + event).toList());
    }
  }

  @Test
  void anInterruptedThreadRecordsAndStaysInterrupted() throws Exception {
    try (AuditSink sink = sink()) {
      Thread.currentThread().interrupt();
      sink.record(AuditEvents.named("1"));
      assertThat(Thread.interrupted()).isTrue();
      sink.record(AuditEvents.named("2"));
    }

    assertThat(ids()).containsExactly("1", "2");
  }

  @Test
  void aClosedSinkRefuses() throws Exception {
    AuditSink sink = sink();
    sink.record(AuditEvents.named("1"));
    sink.close();
    sink.close();

    assertThatThrownBy(() -> sink.record(AuditEvents.named("2")))
        .isInstanceOf(AuditUnavailableException.class);
    assertThat(ids()).containsExactly("1");
  }

  @Test
  void whatWasAcceptedSurvivesTheDeathOfTheProcess() throws Exception {
    var accepted = new ArrayList<String>();
    try (RecordingJvm other = RecordingJvm.start(List.of(), provider(), settings(), "dead")) {
      accepted.addAll(other.accepted(2000));
      accepted.addAll(other.kill());
    }
    // Its very last word may be cut off.
    List<String> whole = accepted.subList(0, accepted.size() - 1);
    assertThat(whole).hasSizeGreaterThan(1990);

    try (AuditSink sink = sink()) {
      sink.record(AuditEvents.named("after"));
    }

    assertThat(ids()).containsAll(whole).contains("after").doesNotHaveDuplicates();
  }

  protected final AuditSink sink() throws Exception {
    return Providers.named(AuditSinkProvider.class, "jit.audit", provider())
        .create(SettingValues.of("jit.audit." + provider() + ".", settings()));
  }

  protected final List<String> ids() throws Exception {
    return kept().stream().map(event -> AuditEvents.name((String) event.get("id"))).toList();
  }

  private static Void recordHundred(AuditSink sink, int thread) throws AuditUnavailableException {
    for (int event = 0; event < 100; event++) {
      sink.record(AuditEvents.named("t" + thread + "-" + event));
    }
    return null;
  }
}
