package io.jitjdbc.audit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.audit.shipping.UndeliveredException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What a producer is told: what keeps events from being lost cannot be changed, the rest can. The
 * file is read at each start of a producer, so that a new password is picked up.
 */
final class ProducerSettings {
  private static final Map<String, Object> OURS = Map.of("acks", "all", "enable.idempotence", true);
  private static final Set<String> RESERVED =
      Set.of(
          "acks",
          "bootstrap.servers",
          "enable.idempotence",
          "key.serializer",
          "transactional.id",
          "value.serializer");
  // Kafka's own minutes would keep an outage from being seen, and a process from ending.
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "client.id", "jit-jdbc-audit",
          "delivery.timeout.ms", 20_000,
          "max.block.ms", 10_000,
          "request.timeout.ms", 10_000);

  private final String servers;
  private final Optional<Path> file;

  ProducerSettings(String servers, Optional<Path> file) {
    this.servers = servers;
    this.file = file;
  }

  Map<String, Object> read() throws UndeliveredException {
    var all = new LinkedHashMap<String, Object>(DEFAULTS);
    if (file.isPresent()) {
      Properties given = given(file.get());
      for (String name : given.stringPropertyNames()) {
        if (RESERVED.contains(name)) {
          throw new UndeliveredException(
              "jit.audit.kafka.properties.file must not set "
                  + name
                  + ", on which it depends that no event is lost. Remove that line");
        }
        all.put(name, given.getProperty(name));
      }
    }
    all.putAll(OURS);
    all.put("bootstrap.servers", servers);
    return all;
  }

  private static Properties given(Path file) throws UndeliveredException {
    var given = new Properties();
    try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
      given.load(reader);
      return given;
    } catch (IOException | IllegalArgumentException e) {
      // Without its message: it may quote a line.
      throw new UndeliveredException(
          "jit.audit.kafka.properties.file, "
              + file
              + ", cannot be read: "
              + e.getClass().getSimpleName());
    }
  }
}
