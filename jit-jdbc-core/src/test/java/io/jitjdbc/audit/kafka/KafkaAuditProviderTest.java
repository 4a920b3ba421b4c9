package io.jitjdbc.audit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.shipping.UndeliveredException;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.LoaderWithout;
import io.jitjdbc.testing.TestAuditLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaAuditProviderTest {
  private static final SettingValues VALUES =
      SettingValues.of("jit.audit.kafka.", Map.of("bootstrap", "127.0.0.1:1"));

  @TempDir Path root;

  private Map<String, Object> settings(String text) throws Exception {
    Path file = root.resolve("producer.properties");
    Files.writeString(file, text);
    return new ProducerSettings("kafka-1:9092", Optional.of(file)).read();
  }

  @Test
  void saysWhatIsMissingWithoutKafkasClient() throws Exception {
    var loader = new LoaderWithout("org.apache.kafka", "io.jitjdbc.audit.kafka");
    var provider =
        (AuditSinkProvider)
            loader
                .loadClass("io.jitjdbc.audit.kafka.KafkaAuditProvider")
                .getConstructor()
                .newInstance();
    List<AuditSink> before = List.of(new TestAuditLog(root));

    assertThat(provider.settings()).isNotEmpty();
    assertThatThrownBy(() -> provider.create(VALUES, before))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("org.apache.kafka:kafka-clients");
  }

  @Test
  void needsALogToBeFedFrom() {
    assertThatThrownBy(() -> new KafkaAuditProvider().create(VALUES, List.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.audit=recording,kafka");
    assertThatThrownBy(() -> new KafkaAuditProvider().create(VALUES))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.audit=recording,kafka");
  }

  @Test
  void refusesATopicThatIsNone() {
    SettingValues values =
        SettingValues.of("jit.audit.kafka.", Map.of("bootstrap", "x:1", "topic", "a b"));
    assertThatThrownBy(() -> new KafkaAuditProvider().create(values, List.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.audit.kafka.topic");
  }

  @Test
  void takesWhatElseKafkaKnowsFromAFile() throws Exception {
    assertThat(settings("security.protocol=SSL\nlinger.ms=50\nmax.block.ms=1000\n"))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("linger.ms", "50")
        .containsEntry("max.block.ms", "1000")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("bootstrap.servers", "kafka-1:9092");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acks=1",
        "enable.idempotence=false",
        "bootstrap.servers=elsewhere:1",
        "transactional.id=x",
        "value.serializer=x"
      })
  void letsNoFileLoseEvents(String line) {
    String name = line.substring(0, line.indexOf('='));
    assertThatThrownBy(() -> settings("linger.ms=1\n" + line))
        .isInstanceOf(UndeliveredException.class)
        .hasMessageContaining("must not set " + name);
  }

  @Test
  void saysThatAFileCannotBeReadAndNothingOfIt() {
    var settings = new ProducerSettings("x:1", Optional.of(root.resolve("missing")));
    assertThatThrownBy(settings::read)
        .isInstanceOf(UndeliveredException.class)
        .hasMessageContaining("NoSuchFile");
    assertThatThrownBy(() -> settings("sasl.jaas.config=secret\\u00zz"))
        .isInstanceOf(UndeliveredException.class)
        .hasMessageNotContaining("secret");
  }
}
