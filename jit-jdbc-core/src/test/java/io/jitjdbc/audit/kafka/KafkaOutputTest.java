package io.jitjdbc.audit.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.KafkaBroker;
import io.jitjdbc.testing.TestAuditLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a broker has been brought is looked through when it ends. */
class KafkaOutputTest {
  private Path place;

  /** Not a directory that is scanned itself. */
  @BeforeEach
  void makePlace() throws Exception {
    place = Files.createTempDirectory("broker");
  }

  @AfterEach
  void deletePlace() throws Exception {
    try (var all = Files.walk(place)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  @Test
  void aPasswordInATopicIsFound() throws Exception {
    KafkaBroker broker = KafkaBroker.start(place.resolve("broker"));
    var log = new TestAuditLog(place.resolve("log"));
    var settings = Map.of("bootstrap", broker.address(), "mandatory", "true", "timeout", "40s");
    AuditSink kafka =
        new KafkaAuditProvider()
            .create(SettingValues.of("jit.audit.kafka.", settings), List.of(log));
    try (AuditSink sink = AuditSink.inFrontOf(List.of(log, kafka))) {
      sink.record(AuditEvents.decided("1", "SET x = s3cret", "permit"));
    }

    assertThatThrownBy(broker::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("topic jit-audit")
        .hasMessageContaining("a password")
        .hasMessageNotContaining("s3cret");
  }
}
